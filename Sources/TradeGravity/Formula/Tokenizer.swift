import Tables

/// Cuts a formula into words.
struct Tokenizer {
  private let characters: [Character]
  private let text: String
  private var place = 0

  private static let symbols = [
    "&&", "||", "==", "!=", "<=", ">=", "**", "..", "~", "|", "&", "!", "=", "<", ">", "+", "-",
    "*",
    "/", "^", "#", ":", "(", ")", "[", "]", "{", "}", ",",
  ]

  private init(_ text: String) {
    self.text = text
    characters = Array(text)
  }

  /// The words of a text, an end behind them.
  static func tokens(of text: String) throws(FormulaFault) -> [Token] {
    var tokenizer = Tokenizer(text)
    var tokens: [Token] = []
    while let token = try tokenizer.next() { tokens.append(token) }
    tokens.append(Token(kind: .end, position: tokenizer.characters.count))
    return tokens
  }

  private mutating func next() throws(FormulaFault) -> Token? {
    while place < characters.count, characters[place].isWhitespace { place += 1 }
    guard place < characters.count else { return nil }
    let start = place
    let first = characters[place]
    if first.isASCIIDigit || (first == "." && characterAt(place + 1)?.isASCIIDigit == true) {
      return Token(kind: .number(try number()), position: start)
    }
    if first.isLetter || first == "_" {
      while place < characters.count, characters[place].isNamePart {
        if characters[place] == ".", characterAt(place + 1) == "." { break }
        place += 1
      }
      return Token(kind: .name(String(characters[start..<place])), position: start)
    }
    if first == "`" || first == "'" || first == "\"" {
      place += 1
      while place < characters.count, characters[place] != first { place += 1 }
      guard place < characters.count else {
        throw FormulaFault(text: text, position: start + 1, reason: "the quote is not closed")
      }
      let inside = String(characters[(start + 1)..<place])
      place += 1
      return Token(kind: first == "`" ? .name(inside) : .text(inside), position: start)
    }
    for symbol in Self.symbols where starts(with: symbol) {
      place += symbol.count
      return Token(kind: .symbol(symbol), position: start)
    }
    throw FormulaFault(text: text, position: start + 1, reason: "'\(first)' is not understood")
  }

  private mutating func number() throws(FormulaFault) -> Double {
    let start = place
    func digits(_ tokenizer: inout Self) {
      while tokenizer.characterAt(tokenizer.place)?.isASCIIDigit == true { tokenizer.place += 1 }
    }
    digits(&self)
    if characterAt(place) == ".", characterAt(place + 1) != "." {
      place += 1
      digits(&self)
    }
    if let exponent = characterAt(place), exponent == "e" || exponent == "E" {
      let sign = characterAt(place + 1)
      let after = sign == "-" || sign == "+" ? place + 2 : place + 1
      if characterAt(after)?.isASCIIDigit == true {
        place = after
        digits(&self)
      }
    }
    let written = String(characters[start..<place])
    guard let value = DecimalNumber.parse(written) else {
      throw FormulaFault(text: text, position: start + 1, reason: "'\(written)' is no number")
    }
    return value
  }

  private func characterAt(_ place: Int) -> Character? {
    place < characters.count ? characters[place] : nil
  }

  private func starts(with symbol: String) -> Bool {
    characters[place...].prefix(symbol.count).elementsEqual(symbol)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
  fileprivate var isNamePart: Bool { isLetter || isNumber || self == "_" || self == "." }
}
