/// How a column is stored in a Stata file that is written.
struct StataStorage {
  var storage: StataDetails.Storage
  /// Bytes of the longest text, at least 1.
  var width = 0

  /// Longest text of fixed width in a format.
  static func textLimit(_ format: Int) -> Int { format >= 117 ? 2045 : 244 }

  /// The storage that a column asks for, or the smallest one that holds all its values exactly.
  ///
  /// - Throws: `OutputError` where a number is too large or a text too long for the format.
  static func choose(
    _ column: DataColumn,
    format: Int,
    file: String
  ) throws(OutputError)
    -> StataStorage
  {
    switch column.values {
    case .texts(_, let list):
      let longest = list.reduce(0) { max($0, $1.utf8.count) }
      let limit = textLimit(format)
      if column.stata?.storage == .longText && format >= 117 || longest > limit {
        guard format >= 117 else {
          throw OutputError(
            file: file,
            reason: "column '\(column.name)' has a text of \(longest) bytes; format \(format) "
              + "takes \(limit)"
          )
        }
        return StataStorage(storage: .longText)
      }
      return StataStorage(storage: .text, width: max(1, longest))
    case .numbers(let numbers):
      return StataStorage(
        storage: try number(numbers, wish: column.stata?.storage, name: column.name, file: file)
      )
    }
  }

  private static func number(
    _ numbers: [Double],
    wish: StataDetails.Storage?,
    name: String,
    file: String
  ) throws(OutputError) -> StataDetails.Storage {
    var low = 0.0
    var high = 0.0
    var isWhole = true
    var isSingle = true
    for number in numbers where !number.isNaN {
      // Above this Stata takes a number for a missing one.
      guard abs(number) <= 8.988e307 else {
        throw OutputError(
          file: file,
          reason: "column '\(name)' has \(number), which no Stata file can hold"
        )
      }
      low = min(low, number)
      high = max(high, number)
      if isWhole, number != number.rounded() || (number == 0 && number.sign == .minus) {
        isWhole = false
      }
      if isSingle, Double(Float(number)) != number || abs(number) > 1.7e38 { isSingle = false }
    }
    func holds(_ storage: StataDetails.Storage) -> Bool {
      switch storage {
      case .byte: isWhole && low >= -127 && high <= 100
      case .int: isWhole && low >= -32_767 && high <= 32_740
      case .long: isWhole && low >= -2_147_483_647 && high <= 2_147_483_620
      case .float: isSingle
      case .double: true
      case .text, .longText: false
      }
    }
    if let wish, holds(wish) { return wish }
    return [.byte, .int, .long].first(where: holds) ?? .double
  }
}
