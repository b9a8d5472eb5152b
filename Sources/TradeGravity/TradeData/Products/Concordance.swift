public import Tables

/// Which group a product's code belongs to, by the beginnings of codes (HS, SITC, any code of digits).
///
/// A rule is a beginning (`2701`), a range of beginnings of one length (`01-24`), several of them
/// between semicolons, or `other` for what nothing else covers. The longest beginning wins; of the same
/// length, a single one wins over a range.
public struct Concordance: Sendable {
  /// A rule.
  public struct Rule: Sendable {
    /// Beginnings, ranges, or `other`.
    public var codes: String
    /// Group.
    public var group: String
    /// Line in its file.
    public var line: Int?

    /// A rule.
    public init(_ codes: String, _ group: String, line: Int? = nil) {
      self.codes = codes
      self.group = group
      self.line = line
    }
  }

  /// Groups in the order of their rules.
  public let groups: [String]
  private var groupOf: [String: Int] = [:]
  private var isSingle: Set<String> = []
  private var otherGroup: Int?
  private var longest = 0

  /// A concordance of rules.
  ///
  /// - Parameters:
  ///   - rules: rules.
  ///   - file: how faults name them.
  /// - Throws: `InputFaults` where a rule is none, a range runs backwards, or two rules of the same
  ///   length claim a code for different groups.
  public init(_ rules: [Rule], file: String = "concordance") throws(InputFaults) {
    var groups: [String] = []
    var places: [String: Int] = [:]
    let faults = FaultCollector()
    for rule in rules where places[rule.group] == nil {
      places[rule.group] = groups.count
      groups.append(rule.group)
    }
    self.groups = groups
    for rule in rules {
      let group = places[rule.group] ?? 0
      for part in rule.codes.split(whereSeparator: { $0 == ";" || $0 == "," || $0 == " " }) {
        let text = String(part)
        if text.lowercased() == "other" || text == "*" {
          if let otherGroup, otherGroup != group {
            faults.error(
              file,
              line: rule.line,
              found: "'other' for '\(groups[group])'",
              expected: "'other' once; '\(groups[otherGroup])' has it"
            )
          }
          otherGroup = group
          continue
        }
        guard let codes = Self.expand(text) else {
          faults.error(
            file,
            line: rule.line,
            found: "'\(text)'",
            expected: "a code of digits, a range such as 01-24 of codes of one length, or 'other'"
          )
          continue
        }
        for code in codes { claim(code, group, codes.count == 1, rule, file, faults) }
      }
    }
    try faults.throwIfAny()
  }

  private mutating func claim(
    _ code: String,
    _ group: Int,
    _ single: Bool,
    _ rule: Rule,
    _ file: String,
    _ faults: FaultCollector
  ) {
    longest = max(longest, code.utf8.count)
    if let other = groupOf[code], other != group {
      if single == isSingle.contains(code) {
        faults.error(
          file,
          line: rule.line,
          found: "code \(code) for '\(rule.group)'",
          expected: "one group for each code; '\(groups[other])' has it"
        )
        return
      }
      if !single { return }
    }
    groupOf[code] = group
    if single { isSingle.insert(code) }
  }

  /// Beginnings of a rule's part; `nil` where it is none.
  private static func expand(_ text: String) -> [String]? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(plain)
    func isDigits(_ code: String) -> Bool {
      !code.isEmpty && code.utf8.count <= 12 && code.utf8.allSatisfy { (48...57).contains($0) }
    }
    guard ends.allSatisfy(isDigits) else { return nil }
    if ends.count == 1 { return [ends[0]] }
    guard ends.count == 2, ends[0].utf8.count == ends[1].utf8.count, let low = Int(ends[0]),
      let high = Int(ends[1]), low <= high, high - low < 100_000
    else { return nil }
    return (low...high).map { number in
      let digits = String(number)
      return String(repeating: "0", count: max(0, ends[0].utf8.count - digits.utf8.count)) + digits
    }
  }

  /// A code without points, blanks and a name of its classification (`SITC0`, `27.01`, `HS 2701`).
  static func plain(_ code: some StringProtocol) -> String {
    let bare = code.filter { $0 != "." && $0 != " " && $0 != "_" }
    let digits = bare.drop { $0.isLetter }
    return !digits.isEmpty && digits.allSatisfy(\.isNumber) ? String(digits) : String(bare)
  }

  /// Place of a code's group; `nil` where nothing covers it.
  public func group(of code: String) -> Int? {
    let text = Self.plain(code)
    var length = min(longest, text.utf8.count)
    while length > 0 {
      if let group = groupOf[String(text.prefix(length))] { return group }
      length -= 1
    }
    return otherGroup
  }
}
