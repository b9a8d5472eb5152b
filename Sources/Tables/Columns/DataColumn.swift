/// A named column of one kind.
public struct DataColumn: Sendable, Equatable {
  /// Values, one a row.
  public enum Values: Sendable, Equatable {
    /// Numbers; not-a-number stands for a missing one.
    case numbers([Double])
    /// Texts, as numbers into a list of the different ones; -1 stands for a missing (empty) text.
    case texts(codes: [Int32], list: [String])
  }

  /// Name.
  public var name: String
  /// What it is, in words; may be empty.
  public var label: String
  /// Its values.
  public var values: Values
  /// What a Stata file says beside the values; `nil` where it came from elsewhere.
  public var stata: StataDetails?
  /// First cell that kept a column of a text file from being one of numbers, with its line.
  public var firstText: FirstText?

  /// A text among numbers.
  public struct FirstText: Sendable, Equatable {
    /// Line, from 1.
    public var line: Int
    /// What stands there.
    public var text: String
  }

  /// A column.
  public init(_ name: String, label: String = "", values: Values, stata: StataDetails? = nil) {
    self.name = name
    self.label = label
    self.values = values
    self.stata = stata
  }

  /// A column of numbers; not-a-number: missing.
  public init(_ name: String, label: String = "", numbers: [Double]) {
    self.init(name, label: label, values: .numbers(numbers))
  }

  /// A column of texts; an empty one: missing.
  public init(_ name: String, label: String = "", texts: [String]) {
    var codes: [Int32] = []
    codes.reserveCapacity(texts.count)
    var list: [String] = []
    var known: [String: Int32] = [:]
    for text in texts {
      if text.isEmpty {
        codes.append(-1)
      } else if let code = known[text] {
        codes.append(code)
      } else {
        let code = Int32(truncatingIfNeeded: list.count)
        known[text] = code
        list.append(text)
        codes.append(code)
      }
    }
    self.init(name, label: label, values: .texts(codes: codes, list: list))
  }

  /// Number of rows.
  public var count: Int {
    switch values {
    case .numbers(let numbers): numbers.count
    case .texts(let codes, _): codes.count
    }
  }

  /// The numbers; `nil` where it is a column of texts.
  public var numbers: [Double]? {
    if case .numbers(let numbers) = values { numbers } else { nil }
  }

  /// Number in a row; `nil` where it is missing, or the column is one of texts.
  public func number(_ row: Int) -> Double? {
    guard case .numbers(let numbers) = values, numbers[row].isFinite else { return nil }
    return numbers[row]
  }

  /// Text in a row, a number in its shortest form; empty where it is missing.
  public func text(_ row: Int) -> String {
    switch values {
    case .numbers(let numbers): numbers[row].isFinite ? numbers[row].shortText : ""
    case .texts(let codes, let list): codes[row] < 0 ? "" : list[Int(codes[row])]
    }
  }

  /// The same column as texts, a missing number being a missing text.
  public var asTexts: (codes: [Int32], list: [String]) {
    switch values {
    case .texts(let codes, let list): return (codes, list)
    case .numbers(let numbers):
      var codes: [Int32] = []
      codes.reserveCapacity(numbers.count)
      var list: [String] = []
      var known: [Double: Int32] = [:]
      for number in numbers {
        guard number.isFinite else {
          codes.append(-1)
          continue
        }
        if let code = known[number] {
          codes.append(code)
        } else {
          let code = Int32(truncatingIfNeeded: list.count)
          known[number] = code
          list.append(number.shortText)
          codes.append(code)
        }
      }
      return (codes, list)
    }
  }

  /// Whether two columns hold the same, missing numbers being alike.
  public static func == (left: DataColumn, right: DataColumn) -> Bool {
    guard left.name == right.name, left.label == right.label, left.stata == right.stata,
      left.count == right.count
    else { return false }
    switch (left.values, right.values) {
    case (.numbers(let a), .numbers(let b)):
      return zip(a, b).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
    case (.texts, .texts): return (0..<left.count).allSatisfy { left.text($0) == right.text($0) }
    default: return false
    }
  }
}
