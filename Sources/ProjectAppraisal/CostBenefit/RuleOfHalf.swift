/// Change of consumers' surplus between two states.
public enum RuleOfHalf {
  /// ½ (q₀ + q₁) (c₀ − c₁): exact for a straight demand curve (Neuburger 1971; Williams 1977 for
  /// logsum costs).
  public static func benefit(
    costWithout: Double,
    costWith: Double,
    quantityWithout: Double,
    quantityWith: Double
  ) -> Double {
    0.5 * (quantityWithout + quantityWith) * (costWithout - costWith)
  }
}
