/// Names of variables in Stata files.
enum StataName {
  private static let reserved: Set<String> = [
    "_all", "_b", "byte", "_coef", "_cons", "double", "float", "if", "in", "int", "long", "_n",
    "_N", "_pi", "_pred", "_rc", "_skip", "str", "strL", "using", "with",
  ]

  /// What keeps a name from being one in Stata; `nil` where nothing does.
  static func fault(_ name: String) -> String? {
    if name.isEmpty { return "an empty name" }
    if name.utf8.count > 32 { return "more than 32 characters" }
    if reserved.contains(name)
      || (name.hasPrefix("str") && name.count > 3 && name.dropFirst(3).allSatisfy(\.isNumber))
    {
      return "a word that Stata keeps for itself"
    }
    for (place, byte) in name.utf8.enumerated() {
      let isLetter = (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x5F
      let isDigit = byte >= 0x30 && byte <= 0x39
      if !isLetter && !(isDigit && place > 0) {
        return "something else than letters, digits and underscores, or a digit in front"
      }
    }
    return nil
  }
}
