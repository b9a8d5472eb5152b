import Numerics

// Passes over the rows. Pointers make them a third faster than checked spans, since every row gathers
// from and scatters to levels; codes were checked against the number of levels when they were made.

/// Pointers that several threads may read, each writing its own part.
@unsafe
private struct Shared<Element>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>
  init(_ base: UnsafeMutablePointer<Element>) { unsafe self.base = base }
  init(_ base: UnsafePointer<Element>) {
    unsafe self.base = UnsafeMutablePointer(mutating: base)
  }
}

/// Arrays held in place while `body` works on their first elements.
private func withBases<Element, Result>(
  _ arrays: [[Element]],
  _ body: ([UnsafePointer<Element>]) -> Result
) -> Result {
  func hold(_ index: Int, _ found: [UnsafePointer<Element>]) -> Result {
    guard index < arrays.count else { return unsafe body(found) }
    return unsafe arrays[index].withUnsafeBufferPointer { buffer in
      let base = unsafe buffer.base
      return unsafe hold(index + 1, found + [base])
    }
  }
  return unsafe hold(0, [])
}

/// Arrays held in place, to be changed, while `body` works on their first elements.
private func withMutableBases<Element, Result>(
  _ arrays: inout [[Element]],
  _ found: [UnsafeMutablePointer<Element>],
  _ body: ([UnsafeMutablePointer<Element>]) -> Result
) -> Result {
  guard var last = arrays.popLast() else { return unsafe body(found) }
  let result = unsafe last.withUnsafeMutableBufferPointer { buffer in
    let base = unsafe buffer.base
    return unsafe withMutableBases(&arrays, [base] + found, body)
  }
  arrays.append(last)
  return result
}

/// What a pass over rows reads.
@unsafe
private struct RowView: @unchecked Sendable {
  var groups: UnsafePointer<Int32>
  var weights: UnsafePointer<Double>
  var inverse: UnsafePointer<Double>
  var groupValues: UnsafePointer<Double>?
  var codes: [UnsafePointer<Int32>]
  var values: [UnsafePointer<Double>?]
}

extension EffectSolver {
  private func withView<Result>(_ body: (RowView) -> Result) -> Result {
    unsafe withBases(codes) { codePointers in
      unsafe withBases(values.map { $0 ?? [] }) { valuePointers in
        unsafe withBases([weights, groupInverse, groupValues ?? []]) { pointers in
          unsafe groupStarts.withUnsafeBufferPointer { groups in
            unsafe body(
              RowView(
                groups: groups.base,
                weights: pointers[0],
                inverse: pointers[1],
                groupValues: groupValues == nil ? nil : pointers[2],
                codes: codePointers,
                values: values.indices.map { unsafe values[$0] == nil ? nil : valuePointers[$0] }
              )
            )
          }
        }
      }
    }
  }

  /// One over Σ w v² of each group.
  func inverseGroupWeights() -> [Double] {
    var inverse = [Double](repeating: 0, count: groupCount)
    let starts = groupStarts
    let weights = weights
    let groupValues = groupValues
    let chunkGroups = chunkGroups
    unsafe inverse.withUnsafeMutableBufferPointer { buffer in
      let out = unsafe Shared(buffer.base)
      chunks.forEach(threads: threads) { chunk, _ in
        for group in chunkGroups[chunk]..<chunkGroups[chunk + 1] {
          var sum = 0.0
          for row in Int(starts[group])..<Int(starts[group + 1]) {
            if let groupValues {
              sum += weights[row] * groupValues[row] * groupValues[row]
            } else {
              sum += weights[row]
            }
          }
          unsafe out.base[group] = sum > 0 ? 1 / sum : 0
        }
      }
    }
    return inverse
  }

  /// Scatters by chunks with accumulators of their own, then adds those up in order.
  private func scattered<Vector: LaneVector>(
    into result: inout [Vector],
    _ body: @Sendable (_ chunk: Int, _ out: [UnsafeMutablePointer<Vector>]) -> Void
  ) {
    let dimensionCount = codes.count
    let spans = spans
    var offsets: [[Int]] = []
    var total = 0
    for chunk in 0..<chunks.count {
      offsets.append(
        (0..<dimensionCount).map { dimension in
          defer { total += spans[chunk][dimension].count }
          return total
        }
      )
    }
    let room = UnsafeMutablePointer<Vector>.allocate(capacity: max(1, total))
    defer { unsafe room.deallocate() }
    let shared = unsafe Shared(room)
    let places = offsets
    chunks.forEach(threads: threads) { chunk, _ in
      var bases: [UnsafeMutablePointer<Vector>] = unsafe []
      for dimension in 0..<dimensionCount {
        let start = unsafe shared.base + places[chunk][dimension]
        unsafe start.initialize(repeating: .zeros, count: spans[chunk][dimension].count)
        unsafe bases.append(start - spans[chunk][dimension].lowerBound)
      }
      unsafe body(chunk, bases)
    }
    for level in result.indices { result[level] = .zeros }
    unsafe result.withUnsafeMutableBufferPointer { out in
      for chunk in 0..<chunks.count {
        for dimension in 0..<dimensionCount {
          let span = spans[chunk][dimension]
          let start = unsafe room + places[chunk][dimension]
          for place in 0..<span.count {
            unsafe out[span.lowerBound + place] =
              out[span.lowerBound + place] + start[place]
          }
        }
      }
    }
  }

  /// S u.
  func apply<Vector: LaneVector>(_ input: [Vector], into result: inout [Vector]) {
    let chunkGroups = chunkGroups
    unsafe withView { view in
      unsafe input.withUnsafeBufferPointer { buffer in
        let source = unsafe Shared(buffer.base)
        unsafe scattered(into: &result) { chunk, out in
          let range = chunkGroups[chunk]..<chunkGroups[chunk + 1]
          let isPlain =
            unsafe view.groupValues == nil && view.values.allSatisfy { unsafe $0 == nil }
          if isPlain, unsafe view.codes.count == 2 {
            unsafe Self.applyTwo(view, range, source.base, out[0], out[1])
          } else if isPlain, unsafe view.codes.count == 1 {
            unsafe Self.applyOne(view, range, source.base, out[0])
          } else {
            unsafe Self.applyAny(view, range, source.base, out)
          }
        }
      }
    }
  }

  private static func applyTwo<Vector: LaneVector>(
    _ view: RowView,
    _ range: Range<Int>,
    _ source: UnsafeMutablePointer<Vector>,
    _ firstOut: UnsafeMutablePointer<Vector>,
    _ secondOut: UnsafeMutablePointer<Vector>
  ) {
    let first = unsafe view.codes[0]
    let second = unsafe view.codes[1]
    let weights = unsafe view.weights
    for group in range {
      let start = unsafe Int(view.groups[group])
      let end = unsafe Int(view.groups[group + 1])
      var mean = Vector.zeros
      var row = start
      while row < end {
        mean =
          unsafe mean
          + Vector.scaled(source[Int(first[row])] + source[Int(second[row])], weights[row])
        row += 1
      }
      mean = unsafe Vector.scaled(mean, view.inverse[group])
      row = start
      while row < end {
        let a = unsafe Int(first[row])
        let b = unsafe Int(second[row])
        let left = unsafe Vector.scaled(source[a] + source[b] - mean, weights[row])
        unsafe firstOut[a] = firstOut[a] + left
        unsafe secondOut[b] = secondOut[b] + left
        row += 1
      }
    }
  }

  private static func applyOne<Vector: LaneVector>(
    _ view: RowView,
    _ range: Range<Int>,
    _ source: UnsafeMutablePointer<Vector>,
    _ out: UnsafeMutablePointer<Vector>
  ) {
    let codes = unsafe view.codes[0]
    let weights = unsafe view.weights
    for group in range {
      let start = unsafe Int(view.groups[group])
      let end = unsafe Int(view.groups[group + 1])
      var mean = Vector.zeros
      for row in start..<end {
        mean = unsafe mean + Vector.scaled(source[Int(codes[row])], weights[row])
      }
      mean = unsafe Vector.scaled(mean, view.inverse[group])
      for row in start..<end {
        let level = unsafe Int(codes[row])
        unsafe out[level] = out[level] + Vector.scaled(source[level] - mean, weights[row])
      }
    }
  }

  private static func applyAny<Vector: LaneVector>(
    _ view: RowView,
    _ range: Range<Int>,
    _ source: UnsafeMutablePointer<Vector>,
    _ out: [UnsafeMutablePointer<Vector>]
  ) {
    for group in range {
      let start = unsafe Int(view.groups[group])
      let end = unsafe Int(view.groups[group + 1])
      var mean = Vector.zeros
      for row in start..<end {
        let scale = unsafe view.weights[row] * (view.groupValues?[row] ?? 1)
        mean = unsafe mean + Vector.scaled(fitted(view, source, row), scale)
      }
      mean = unsafe Vector.scaled(mean, view.inverse[group])
      for row in start..<end {
        let part = unsafe Vector.scaled(mean, view.groupValues?[row] ?? 1)
        let left = unsafe Vector.scaled(fitted(view, source, row) - part, view.weights[row])
        unsafe scatter(view, left, row, out)
      }
    }
  }

  @inline(__always)
  private static func fitted<Vector: LaneVector>(
    _ view: RowView,
    _ source: UnsafeMutablePointer<Vector>,
    _ row: Int
  ) -> Vector {
    var sum = Vector.zeros
    for dimension in 0..<(unsafe view.codes.count) {
      let value = unsafe source[Int(view.codes[dimension][row])]
      sum =
        unsafe sum + (view.values[dimension].map { unsafe Vector.scaled(value, $0[row]) } ?? value)
    }
    return sum
  }

  @inline(__always)
  private static func scatter<Vector: LaneVector>(
    _ view: RowView,
    _ left: Vector,
    _ row: Int,
    _ out: [UnsafeMutablePointer<Vector>]
  ) {
    for dimension in 0..<(unsafe view.codes.count) {
      let level = unsafe Int(view.codes[dimension][row])
      let part = unsafe view.values[dimension].map { unsafe Vector.scaled(left, $0[row]) } ?? left
      unsafe out[dimension][level] = out[dimension][level] + part
    }
  }

  /// D₂'W of what the effects leave of the columns.
  func rightSide<Vector: LaneVector>(
    _ columns: [[Double]],
    _ solution: [Vector],
    into result: inout [Vector]
  ) {
    let chunkGroups = chunkGroups
    unsafe withView { view in
      unsafe withBases(columns) { pointers in
        let columnBases = unsafe pointers.map { unsafe Shared($0) }
        unsafe solution.withUnsafeBufferPointer { buffer in
          let source = unsafe Shared(buffer.base)
          unsafe scattered(into: &result) { chunk, out in
            for group in chunkGroups[chunk]..<chunkGroups[chunk + 1] {
              let start = unsafe Int(view.groups[group])
              let end = unsafe Int(view.groups[group + 1])
              var mean = Vector.zeros
              for row in start..<end {
                let left = unsafe Self.left(view, columnBases, source.base, row)
                mean =
                  unsafe mean
                  + Vector.scaled(left, view.weights[row] * (view.groupValues?[row] ?? 1))
              }
              mean = unsafe Vector.scaled(mean, view.inverse[group])
              for row in start..<end {
                let left = unsafe Self.left(view, columnBases, source.base, row)
                let part = unsafe Vector.scaled(mean, view.groupValues?[row] ?? 1)
                unsafe Self.scatter(view, Vector.scaled(left - part, view.weights[row]), row, out)
              }
            }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func left<Vector: LaneVector>(
    _ view: RowView,
    _ columns: [Shared<Double>],
    _ source: UnsafeMutablePointer<Vector>,
    _ row: Int
  ) -> Vector {
    var value = Vector.zeros
    for lane in unsafe columns.indices { unsafe value[lane: lane] = columns[lane].base[row] }
    return unsafe value - fitted(view, source, row)
  }

  /// What the effects leave of the columns.
  func finish<Vector: LaneVector>(
    _ columns: [[Double]],
    _ solution: [Vector],
    into residuals: inout [[Double]]
  ) {
    while residuals.count < columns.count { residuals.append([]) }
    for column in columns.indices where residuals[column].count != rowCount {
      residuals[column] = [Double](repeating: 0, count: rowCount)
    }
    let chunkGroups = chunkGroups
    let chunks = chunks
    let threads = threads
    unsafe withView { view in
      unsafe withBases(columns) { pointers in
        unsafe withMutableBases(&residuals, []) { outs in
          let columnBases = unsafe pointers.map { unsafe Shared($0) }
          let targets = unsafe outs.prefix(columns.count).map { unsafe Shared($0) }
          unsafe solution.withUnsafeBufferPointer { buffer in
            let source = unsafe Shared(buffer.base)
            chunks.forEach(threads: threads) { chunk, _ in
              for group in chunkGroups[chunk]..<chunkGroups[chunk + 1] {
                let start = unsafe Int(view.groups[group])
                let end = unsafe Int(view.groups[group + 1])
                var mean = Vector.zeros
                for row in start..<end {
                  let left = unsafe Self.left(view, columnBases, source.base, row)
                  mean =
                    unsafe mean
                    + Vector.scaled(left, view.weights[row] * (view.groupValues?[row] ?? 1))
                  for lane in unsafe targets.indices {
                    unsafe targets[lane].base[row] = left[lane: lane]
                  }
                }
                mean = unsafe Vector.scaled(mean, view.inverse[group])
                for row in start..<end {
                  let factor = unsafe view.groupValues?[row] ?? 1
                  for lane in unsafe targets.indices {
                    unsafe targets[lane].base[row] -= mean[lane: lane] * factor
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
