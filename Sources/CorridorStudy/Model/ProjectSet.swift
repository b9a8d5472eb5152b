import Tables

/// Projects of a study, by their positions in it; at most 64.
struct ProjectSet: OptionSet, Sendable, Hashable {
  let rawValue: UInt64

  /// Most projects that a study can have.
  static let limit = 64

  init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Projects at positions; positions beyond the limit are left out.
  init(_ places: some Sequence<Int>) {
    rawValue = places.reduce(0) { $0 | (0..<Self.limit ~= $1 ? 1 << UInt64($1) : 0) }
  }

  /// Positions, rising.
  var places: [Int] {
    var places: [Int] = []
    var rest = rawValue
    while rest != 0 {
      places.append(rest.trailingZeroBitCount)
      rest &= rest - 1
    }
    return places
  }
}

extension Study {
  /// Sets of projects to look for routes with: each proposal by itself, then proposals together.
  ///
  /// Of a group of variants one alone can stand, so together means the first of each group, then the
  /// second, and so on.
  ///
  /// - Parameter wanted: proposals wanted, by id.
  /// - Returns: the sets.
  func proposals(_ wanted: Set<String>) -> [Set<String>] {
    let open = projects.filter { wanted.contains($0.id) }
    var sets = open.map { Set([$0.id]) }
    var groups: [String: [String]] = [:]
    for project in open {
      groups[project.group ?? "project:\(project.id)", default: []].append(project.id)
    }
    let most = groups.values.map(\.count).max() ?? 0
    guard groups.count > 1 else { return sets }
    for variant in 0..<most {
      sets.append(Set(groups.values.map { $0[min(variant, $0.count - 1)] }))
    }
    return sets
  }

  /// Year for which maps and routes of a project are shown: the study's, or the first model year
  /// after its opening where that is later.
  func referenceYear(for project: Project) -> Int {
    guard project.opening.year >= settings.referenceYear else { return settings.referenceYear }
    return settings.modelYears.first { $0 > project.opening.year } ?? settings.referenceYear
  }
}
