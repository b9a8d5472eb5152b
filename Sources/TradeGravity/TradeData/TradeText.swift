import Foundation

/// Figures and tables for people.
enum TradeText {
  /// Million USD with one decimal and separated thousands.
  static func millions(_ usd: Double) -> String { grouped(usd / 1e6, decimals: 1) }

  /// A share or change in per cent.
  static func percent(_ share: Double, sign: Bool = false) -> String {
    (sign && share > 0 ? "+" : "") + grouped(share * 100, decimals: 1) + " %"
  }

  /// A number with so many decimals and thousands separated.
  static func grouped(_ number: Double, decimals: Int) -> String {
    guard number.isFinite, abs(number) < 1e15 else { return "–" }
    let text = String(format: "%.\(decimals)f", locale: Locale(identifier: "en_US_POSIX"), number)
    let isNegative = text.hasPrefix("-")
    let parts = (isNegative ? String(text.dropFirst()) : text).split(separator: ".")
    var whole = ""
    for (place, digit) in parts[0].reversed().enumerated() {
      if place > 0, place.isMultiple(of: 3) { whole = "," + whole }
      whole = String(digit) + whole
    }
    let rest = parts.count > 1 ? "." + parts[1] : ""
    let isZero = (whole + rest).allSatisfy { $0 == "0" || $0 == "." }
    return (isNegative && !isZero ? "-" : "") + whole + rest
  }

  /// Rows in columns, the first flush left, the others right.
  static func table(_ header: [String], _ rows: [[String]]) -> String {
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      row.enumerated().map { column, text in
        let blanks = String(repeating: " ", count: widths[column] - text.count)
        return column == 0 ? text + blanks : blanks + text
      }.joined(separator: "  ").trimmingTrailing()
    }.joined(separator: "\n")
  }
}

extension String {
  fileprivate func trimmingTrailing() -> String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
