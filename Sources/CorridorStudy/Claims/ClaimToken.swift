import Tables

/// A word of an expression.
struct ClaimToken: Sendable {
  enum Kind: Sendable, Equatable {
    /// A number, and how it is written.
    case number(Double, text: String)
    case name(String)
    case text(String)
    case symbol(String)
    case end
  }

  var kind: Kind
  /// Character where it starts, from 1.
  var position: Int

  /// As faults name it.
  var text: String {
    switch kind {
    case .number(_, let text): "'\(text)'"
    case .name(let name): "'\(name)'"
    case .text(let text): "\"\(text)\""
    case .symbol(let symbol): "'\(symbol)'"
    case .end: "the end"
    }
  }

  /// Cuts an expression into words.
  static func tokens(_ text: String) throws(ClaimSyntaxFault) -> [ClaimToken] {
    let characters = Array(text)
    var tokens: [ClaimToken] = []
    var place = 0
    while place < characters.count {
      let start = place
      let first = characters[place]
      if first.isWhitespace {
        place += 1
        continue
      }
      func run(_ isPart: (Character) -> Bool) -> String {
        while place < characters.count, isPart(characters[place]) { place += 1 }
        return String(characters[start..<place])
      }
      let kind: Kind
      if first.isASCII, first.isNumber || first == "." {
        var word = run { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "e" || $0 == "E") }
        if let last = word.last, last == "e" || last == "E", place < characters.count,
          characters[place] == "-" || characters[place] == "+"
        {
          place += 1
          word = run { $0.isASCII && $0.isNumber }
        }
        guard let value = DecimalNumber.parse(word) else {
          throw ClaimSyntaxFault(
            position: start + 1,
            found: "'\(word)'",
            expected: "a number such as 2.4"
          )
        }
        kind = .number(value, text: word)
      } else if first.isLetter || first == "_" {
        kind = .name(run { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." })
      } else if first == "\"" {
        place += 1
        while place < characters.count, characters[place] != "\"" { place += 1 }
        guard place < characters.count else {
          throw ClaimSyntaxFault(
            position: start + 1,
            found: "a quote that does not end",
            expected: "\""
          )
        }
        kind = .text(String(characters[(start + 1)..<place]))
        place += 1
      } else {
        place += 1
        var symbol = first == "−" ? "-" : String(first)
        if place < characters.count, characters[place] == "=", "=!<>".contains(first) {
          symbol += "="
          place += 1
        }
        guard
          ["+", "-", "*", "/", "(", ")", "[", "]", ",", "%", "=", "==", "!=", "<", "<=", ">", ">="]
            .contains(symbol)
        else {
          throw ClaimSyntaxFault(
            position: start + 1,
            found: "'\(symbol)'",
            expected: "a number, a name, an operator or a bracket"
          )
        }
        kind = .symbol(symbol)
      }
      tokens.append(ClaimToken(kind: kind, position: start + 1))
    }
    tokens.append(ClaimToken(kind: .end, position: characters.count + 1))
    return tokens
  }
}
