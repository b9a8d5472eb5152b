import ProjectAppraisal

extension FinanceWorkbook {
  /// Losses made, expired, used and carried forward, the oldest used first.
  ///
  /// - Parameters:
  ///   - key: beginning of the rows' keys.
  ///   - profit: key of the row of profits.
  ///   - profits: its values.
  ///   - carried: losses carried forward at the ends of periods.
  ///   - expired: losses too old to be used, by period.
  func addLosses(
    _ key: String,
    of profit: String,
    _ profits: [Double],
    carried: [Double],
    expired: [Double]
  ) {
    book.row(
      "\(key)made",
      "Losses made",
      money,
      "MAX(0,-{\(profit)})",
      values { max(0, -profits[$0]) }
    )
    // No more can be left than was made in the periods whose losses still count.
    book.row(
      "\(key)expired",
      "Losses expired",
      money,
      "IF({#loss_periods}>0,MAX(0,{\(key)losses<}-(SUMIFS({\(key)made..},{end_month..},"
        + "\">=\"&({end_month}-{#loss_periods}*{#period_months}))-{\(key)made})),0)",
      expired
    )
    book.row(
      "\(key)used",
      "Losses used",
      money,
      "MIN({\(key)losses<}-{\(key)expired},{#loss_limit}*MAX(0,{\(profit)}))",
      values { period in
        min(
          before(carried, period) - expired[period],
          model.lossUseLimit * max(0, profits[period])
        )
      }
    )
    book.row(
      "\(key)losses",
      "Losses carried forward",
      money,
      "{\(key)losses<}-{\(key)expired}+{\(key)made}-{\(key)used}",
      carried
    )
  }
}
