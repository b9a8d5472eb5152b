import ProjectAppraisal
import Tables

extension FinanceReader {
  enum DrawingOrder: String, CaseIterable {
    case proRata = "pro_rata"
    case sequence
  }

  private static let loanKeys = [
    "rate", "rate_by_year", "commitment_fee", "upfront_fee", "grace_years", "capitalise_interest",
    "repayment_years", "repayment", "target_cover",
  ]

  func tranche(
    _ table: TOMLTable,
    _ place: Int,
    _ order: DrawingOrder,
    _ timeline: FinanceTimeline
  ) -> FundingTranche? {
    let name = table.text("name")
    let kind = table.choice("kind", of: FundingTranche.Kind.self)
    let size = size(table)
    let rank = table.integer(
      "rank",
      in: 1...1000,
      default: order == .sequence ? place + 1 : 1
    )
    guard let name, let kind, let size, let rank else {
      // Asked for, so that they are not told as unknown where the kind is not.
      for key in Self.loanKeys { _ = table.has(key) }
      return nil
    }
    var tranche = FundingTranche(name: name, kind: kind, size: size, rank: rank)
    guard kind.isLoan else { return tranche }
    if let rate = path(table, "rate", in: -0.5...2) { tranche.rate = rate }
    tranche.commitmentFee = table.number("commitment_fee", in: 0...1, default: 0) ?? 0
    tranche.upfrontFee = table.number("upfront_fee", in: 0...1, default: 0) ?? 0
    tranche.gracePeriods = periods(table, "grace_years", timeline, default: 0) ?? 0
    tranche.capitalisesInterest =
      table.flag("capitalise_interest", default: kind == .shareholder) ?? false
    guard kind.isSenior else { return tranche }
    tranche.repaymentPeriods = periods(table, "repayment_years", timeline) ?? 1
    tranche.repayment = table.choice("repayment", of: FundingTranche.Repayment.self) ?? .annuity
    if tranche.repayment == .sculpted, table.has("target_cover") {
      tranche.targetCover = table.number("target_cover", in: 0.01...100)
    }
    return tranche
  }

  private func size(_ table: TOMLTable) -> FundingTranche.Size? {
    let keys = ["share", "amount", "size", "balance", "eligible_share"].filter { table.has($0) }
    guard keys.count == 1, let key = keys.first else {
      table.fault(
        keys.dropFirst().first ?? "share",
        found: keys.isEmpty ? "nothing" : keys.joined(separator: " and "),
        expected:
          "one of share, amount, size = \"capacity\", balance = true, or eligible_share with "
          + "eligible_items"
      )
      return nil
    }
    switch key {
    case "share": return table.number("share", in: 0...1).map { .share($0) }
    case "amount": return table.number("amount", in: CSVRow.notNegative).map { .amount($0) }
    case "balance":
      guard table.flag("balance", default: false) == true else {
        table.fault("balance", found: "false", expected: "balance = true, or another size")
        return nil
      }
      return .balance
    case "eligible_share":
      let share = table.number("eligible_share", in: 0...1)
      let items = table.texts("eligible_items")
      guard let share, let items else { return nil }
      return .eligible(share: share, items: items)
    default:
      guard let text = table.text("size") else { return nil }
      guard text == "capacity" else {
        table.fault("size", found: "'\(text)'", expected: "capacity")
        return nil
      }
      return table.number("maximum_share", in: 0...1, default: 1)
        .map { .capacity(maximumShare: $0) }
    }
  }

  /// Tax, accounts, reserves, ratios.
  func readRest(_ root: TOMLTable, _ model: inout FinanceModel) {
    let timeline = model.timeline
    func section(_ key: String, _ read: (TOMLTable) -> Void) {
      guard let table = root.optionalTable(key) else { return }
      tables[key] = table
      read(table)
    }
    var result = model
    section("residual") {
      result.residualValue = $0.number("amount", in: CSVRow.notNegative) ?? 0
    }
    section("working_capital") {
      result.receivableDays = $0.number("receivable_days", in: 0...3650, default: 0) ?? 0
      result.payableDays = $0.number("payable_days", in: 0...3650, default: 0) ?? 0
    }
    section("tax") { tax($0, rate: "rate", &result) }
    section("debt_reserve") { table in
      let months = table.integer("months", in: 1...600)
      let funded = table.choice("funded_from", of: ReserveSource.self)
      guard let months, let funded else { return }
      guard months % timeline.periodMonths == 0 else {
        table.fault(
          "months",
          found: "\(months) months",
          expected: "whole periods of \(timeline.periodMonths) months"
        )
        return
      }
      result.debtReserve = FinanceModel.DebtReserve(
        periods: months / timeline.periodMonths,
        isFundedInConstruction: funded == .construction
      )
    }
    section("arrears") {
      result.arrears = FinanceModel.Arrears(
        margin: $0.number("margin", in: 0...1) ?? 0,
        ownerSupportLimit: $0.number("owner_support_limit", in: CSVRow.notNegative, default: 0) ?? 0
      )
    }
    section("maintenance_reserve") {
      result.maintenanceReservePeriods = periods($0, "years", timeline) ?? 0
    }
    section("accounts") {
      result.cashInterestRate = $0.number("interest_rate", in: -0.5...1, default: 0) ?? 0
      result.lockUpCover = $0.number("lock_up_cover", in: 0...100, default: 0) ?? 0
      result.sweepShare = $0.number("sweep_share", in: 0...1, default: 0) ?? 0
      result.redeemsCapital = $0.flag("redeem_capital", default: true) ?? true
    }
    section("ratios") {
      result.capacityCover =
        $0.has("capacity_cover")
        ? $0.number("capacity_cover", in: 0.01...100) : nil
    }
    model = result
  }

  /// Tax, with the rate under a key.
  func tax(_ table: TOMLTable, rate: String, _ model: inout FinanceModel) {
    model.taxRate = path(table, rate, in: 0...1) ?? YearPath(0)
    model.taxHolidayPeriods = periods(table, "holiday_years", model.timeline, default: 0) ?? 0
    model.lossUseLimit = table.number("loss_use_limit", in: 0...1, default: 1) ?? 1
    model.lossLifePeriods = periods(table, "loss_years", model.timeline, default: 0) ?? 0
    model.financingCostYears =
      table.integer("financing_cost_years", in: 1...1000, default: 20) ?? 20
  }

  enum ReserveSource: String, CaseIterable {
    case construction
    case cash
  }
}
