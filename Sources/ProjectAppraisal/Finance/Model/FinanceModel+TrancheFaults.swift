import Numerics

extension FinanceModel {
  var trancheFaults: [FinanceModelFault] {
    var list: [FinanceModelFault] = []
    func fault(_ field: String, _ found: String, _ expected: String) {
      list.append(FinanceModelFault(field: field, found: found, expected: expected))
    }
    if tranches.isEmpty {
      fault("tranche", "none", "at least one [[tranche]]")
      return list
    }
    var shares: [Double] = []
    var balances = 0
    var isOpen = false
    for (place, tranche) in tranches.enumerated() {
      let field = "tranche[\(place + 1)]"
      list += faults(of: tranche, field: field)
      switch tranche.size {
      case .share(let share): shares.append(share)
      case .balance: balances += 1
      case .amount, .capacity, .eligible: isOpen = true
      }
    }
    let sum = Series.sum(shares)
    if balances > 1 {
      fault("tranche", "\(balances) tranches that take the balance", "at most one")
    }
    if sum > 1 + 1e-9 {
      fault(
        "tranche.share",
        "shares that add up to \((sum * 1e9).rounded() / 1e9)",
        "shares that add up to 1 at most"
      )
    } else if balances == 0, !isOpen, abs(sum - 1) > 1e-9 {
      fault(
        "tranche.share",
        "shares that add up to \((sum * 1e9).rounded() / 1e9)",
        "shares that add up to 1, or a tranche with balance = true"
      )
    } else if balances == 0,
      tranches.contains(where: { if case .capacity = $0.size { true } else { false } })
    {
      fault(
        "tranche.balance",
        "a loan sized by its cover and no tranche for the rest",
        "a tranche with balance = true"
      )
    }
    let sculpted = tranches.filter(\.isSculpted)
    if let first = sculpted.first,
      sculpted.contains(where: {
        $0.gracePeriods != first.gracePeriods || $0.repaymentPeriods != first.repaymentPeriods
          || $0.targetCover != first.targetCover
      })
    {
      fault(
        "tranche.repayment",
        "sculpted loans with different terms",
        "the same grace, years of repayment and cover for all sculpted loans"
      )
    }
    let sized = tranches.filter { if case .capacity = $0.size { true } else { false } }
    if sized.count > 1 {
      fault("tranche.size", "\(sized.count) loans sized by their cover", "at most one")
    }
    return list
  }

  private func faults(of tranche: FundingTranche, field: String) -> [FinanceModelFault] {
    var list: [FinanceModelFault] = []
    func fault(_ key: String, _ found: String, _ expected: String) {
      list.append(FinanceModelFault(field: "\(field).\(key)", found: found, expected: expected))
    }
    func need(_ value: Double, _ range: ClosedRange<Double>, _ key: String) {
      if !value.isFinite || !range.contains(value) {
        fault(key, "\(value)", "a number from \(range.lowerBound) to \(range.upperBound)")
      }
    }
    switch tranche.size {
    case .share(let share): need(share, 0...1, "share")
    case .amount(let amount): need(amount, 0...1e15, "amount")
    case .capacity(let share):
      need(share, 0...1, "maximum_share")
      if !tranche.isSculpted || tranche.targetCover == nil {
        fault(
          "size",
          "a size by cover",
          "a senior loan with repayment = \"sculpted\" and a target_cover"
        )
      }
    case .balance: break
    case .eligible(let share, let items):
      need(share, 0...1, "eligible_share")
      for item in items where !capex.contains(where: { $0.name == item }) {
        fault("eligible_items", "'\(item)'", "the name of a [[capex]] item")
      }
      if items.isEmpty { fault("eligible_items", "none", "names of [[capex]] items") }
    }
    if case .balance = tranche.size, tranche.isSculpted, tranche.targetCover != nil {
      fault("target_cover", "a cover for a loan that takes the balance", "size = \"capacity\"")
    }
    guard tranche.kind.isLoan else { return list }
    for value in tranche.rate.values { need(value, -0.5...2, "rate") }
    need(tranche.commitmentFee, 0...1, "commitment_fee")
    need(tranche.upfrontFee, 0...1, "upfront_fee")
    if tranche.gracePeriods < 0 {
      fault("grace_years", "\(tranche.gracePeriods) periods", "zero or more")
    }
    guard tranche.kind.isSenior else {
      if tranche.repayment == .sculpted { fault("repayment", "sculpted", "no sculpting") }
      return list
    }
    if tranche.repaymentPeriods < 1 {
      fault(
        "repayment_years",
        "\(tranche.repaymentPeriods) periods: a loan that is never repaid",
        "at least one period of repayment"
      )
    } else if tranche.gracePeriods > timeline.operationPeriods
      || tranche.repaymentPeriods > timeline.operationPeriods - tranche.gracePeriods
    {
      fault(
        "repayment_years",
        "a loan that ends \(tranche.gracePeriods + tranche.repaymentPeriods) periods after the "
          + "opening",
        "an end within the \(timeline.operationPeriods) periods of operation"
      )
    }
    if let cover = tranche.targetCover { need(cover, 0.01...100, "target_cover") }
    return list
  }
}
