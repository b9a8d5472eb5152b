/// Tax on profits of which losses are carried forward, the oldest used first.
struct TaxAccount {
  /// Losses not used yet.
  private(set) var losses = 0.0
  /// Losses that were too old for the period taxed last.
  private(set) var expired = 0.0
  let useLimit: Double
  /// Periods for which a loss can be used after its own; 0: for ever.
  let lifePeriods: Int
  /// Losses of each period so far.
  private var made: [Double] = []

  init(_ model: FinanceModel) {
    useLimit = model.lossUseLimit
    lifePeriods = max(0, model.lossLifePeriods)
  }

  /// Tax of a period.
  mutating func tax(profit: Double, rate: Double) -> Double {
    // As the oldest are used first, no more can be left than was made while losses still count.
    expired =
      lifePeriods > 0 ? max(0, losses - made.suffix(lifePeriods).reduce(0, +)) : 0
    losses -= expired
    made.append(max(0, -profit))
    if profit < 0 {
      losses -= profit
      return 0
    }
    let used = min(losses, useLimit * profit)
    losses -= used
    return rate * (profit - used)
  }
}
