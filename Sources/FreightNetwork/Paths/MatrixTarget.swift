/// Part of the memory of a matrix that several threads fill, each its own elements.
@safe
struct MatrixTarget: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Double>
  private let count: Int

  /// The memory of a buffer that outlives this value.
  @safe
  init(_ buffer: UnsafeMutableBufferPointer<Double>) {
    unsafe base = buffer.baseAddress ?? UnsafeMutablePointer<Double>.allocate(capacity: 1)
    count = buffer.count
  }

  /// Sets an element; nobody else may touch it meanwhile.
  @inline(__always)
  subscript(index: Int) -> Double {
    get {
      assert(index >= 0 && index < count)
      return unsafe base[index]
    }
    nonmutating set {
      assert(index >= 0 && index < count)
      unsafe base[index] = newValue
    }
  }

  /// An array that `fill` makes.
  ///
  /// - Parameters:
  ///   - count: number of elements.
  ///   - fill: sets every element.
  /// - Returns: the array.
  static func array(count: Int, fill: (MatrixTarget) throws -> Void) rethrows -> [Double] {
    guard count > 0 else { return [] }
    return try unsafe [Double](unsafeUninitializedCapacity: count) { buffer, initialised in
      initialised = count
      try fill(MatrixTarget(buffer))
    }
  }
}
