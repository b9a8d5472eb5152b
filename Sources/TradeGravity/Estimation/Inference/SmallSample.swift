/// Factors on variances for small samples.
public enum SmallSample: String, Sendable, CaseIterable, Codable {
  /// As ppmlhdfe and reghdfe have them: least squares (N−1)/(N−K) · G/(G−1), K without effects nested
  /// in clusters; otherwise G/(G−1) alone. Robust: N/(N−K), otherwise N/(N−1).
  case stata
  /// As fixest has them by default: (N−1)/(N−K) · G/(G−1), K without effects nested in clusters, for
  /// every family; robust N/(N−K).
  case fixest
  /// None.
  case none
  /// G/(G−1) alone, for every family.
  case clusters
  /// (N−1)/(N−K) · G/(G−1) with every absorbed coefficient counted, nested or not.
  case full
}
