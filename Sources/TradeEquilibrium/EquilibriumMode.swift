/// What is allowed to answer to a change of trade costs (Yotov, Piermartini, Monteiro & Larch 2016).
public enum EquilibriumMode: String, CaseIterable, Sendable {
  /// Trade costs alone: each flow moves by its own cost, multilateral resistances, outputs and
  /// expenditures stay.
  case partial
  /// Multilateral resistances move, at given outputs and expenditures.
  case conditional
  /// Prices, outputs and expenditures move too.
  case full
}
