/// Tax on profits of which losses are carried forward, the oldest used first.
struct TaxAccount {
  /// Losses not used yet.
  private(set) var losses = 0.0
  /// Losses that were too old for the period taxed last.
  private(set) var expired = 0.0
  let useLimit: Double
  /// Months for which a loss can be used after its own period; 0: for ever.
  let lifeMonths: Int
  let timeline: FinanceTimeline
  /// Losses of each period so far.
  private var made: [Double] = []

  init(_ model: FinanceModel) {
    useLimit = model.lossUseLimit
    lifeMonths = max(0, model.lossLifePeriods) * model.timeline.periodMonths
    timeline = model.timeline
  }

  /// Tax of a period.
  mutating func tax(profit: Double, rate: Double) -> Double {
    // As the oldest are used first, no more can be left than was made while losses still count.
    expired = lifeMonths > 0 ? max(0, losses - madeInLife) : 0
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

  /// Losses made in the periods before this one whose life has not ended.
  private var madeInLife: Double {
    let end = timeline.monthsToEnd(made.count)
    let first = made.indices.first { timeline.monthsToEnd($0) >= end - lifeMonths }
    return first.map { made[$0...].reduce(0, +) } ?? 0
  }
}
