/// How the imbalance between what a country spends and what it earns is carried into the
/// counterfactual.
///
/// With output Y, expenditure E and D = E − Y of the base, a hat for new over old, and world output
/// as the numéraire (Σ Ŷ Y = Σ Y).
public enum TradeClosure: String, CaseIterable, Sendable {
  /// E′ = Y′. Where the base has imbalances the world is first rid of them, and changes are counted
  /// from that balanced world.
  case balanced
  /// E′ = Y′ + D: deficits stay what they are in units of world output (Dekle, Eaton & Kortum 2008;
  /// the default of Stata's ge_gravity).
  case additive
  /// E′ = (E / Y) Y′, not rescaled: world expenditure may then differ from world output (Stata's
  /// ge_gravity with `multiplicative`). Prices are those of `rescaled`.
  case multiplicative
  /// E′ = ξ (E / Y) Y′ with one factor ξ over the world that keeps world expenditure equal to world
  /// output (Allen, Arkolakis & Takahashi 2020, condition 6; `universal` of ge_gravity2).
  case rescaled
}
