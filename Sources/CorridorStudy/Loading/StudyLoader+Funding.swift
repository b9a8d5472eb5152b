import ProjectAppraisal
import Tables

extension StudyLoader {
  /// Finance of a project's company: `[finance]` with the tables of a finance file, or tranches
  /// `[[finance]]` alone; equity where there is neither.
  func funding(
    _ root: TOMLTable,
    _ tax: TOMLTable?,
    settings: StudySettings,
    capex: [CapexSettings],
    opening: CalendarDate
  ) -> ProjectFunding? {
    let isList = root.isArray("finance")
    let table = isList ? nil : root.optionalTable("finance")
    let reader = FinanceReader(folder, faults)
    let firstYear = max(settings.firstYear, capex.map(\.firstYear).min() ?? settings.firstYear)
    guard
      let timeline = timeline(
        table,
        reader,
        starts: min(firstYear, settings.lastYear),
        opening: opening,
        lastYear: settings.lastYear
      )
    else { return nil }
    var model: FinanceModel
    var priceIndex: String?
    if let table {
      note(table, subject: "Finance of the company")
      model = reader.model(
        table,
        name: "",
        currency: settings.currency,
        timeline: timeline,
        discountRate: table.number(
          "discount_rate",
          in: -0.99...10,
          default: settings.financialDiscountRate
        ) ?? 0
      )
      if table.has("price_index") { priceIndex = table.text("price_index") }
    } else {
      model = FinanceModel(
        name: "",
        currency: settings.currency,
        timeline: timeline,
        capex: [],
        revenue: [],
        opex: [],
        tranches: [],
        discountRate: settings.financialDiscountRate
      )
    }
    var lenders: [String] = []
    let lists = isList ? root.tables("finance") : []
    for (place, old) in lists.enumerated() {
      reader.tables["tranche[\(place + 1)]"] = old
      if let tranche = tranche(old) { model.tranches.append(tranche) }
    }
    // All that are given, the faulty ones as well.
    let given = reader.tables.keys.count { $0.hasPrefix("tranche[") }
    for place in 0..<max(given, model.tranches.count) {
      guard let tranche = reader.tables["tranche[\(place + 1)]"] else { continue }
      note(tranche, subject: "Finance: \(tranche.text("name", default: "") ?? "")")
      let lender = tranche.text("lender") ?? ""
      if !lender.isEmpty { check(lender, tranche, "lender") }
      lenders.append(lender)
    }
    if model.tranches.isEmpty, table?.has("tranche") != true, !isList {
      model.tranches = [FundingTranche(name: "Equity", kind: .equity, size: .balance)]
      lenders = [""]
    }
    if table?.has("tax") != true, let tax {
      // `corporate_rate` is the name of `rate` beside a list [[finance]].
      let key = tax.has("corporate_rate") ? "corporate_rate" : "rate"
      reader.tables["tax"] = tax
      reader.tax(tax, rate: key, &model)
    }
    let fields = FinanceFieldTables(tables: reader.tables, root: table ?? root)
    fields.tell(faultsOfFunding(model, capex, priceIndex))
    return ProjectFunding(model: model, lenders: lenders, priceIndex: priceIndex)
  }

  /// What the file alone says is wrong: nothing of what a run will earn is known yet.
  private func faultsOfFunding(
    _ model: FinanceModel,
    _ capex: [CapexSettings],
    _ priceIndex: String?
  ) -> [FinanceModelFault] {
    guard faults.errors.isEmpty else { return [] }
    var model = model
    for item in capex {
      var amounts = [Double](repeating: 0, count: model.timeline.count)
      for (place, share) in item.profile.enumerated() where share > 0 {
        let spread = model.timeline.spread(
          item.amountMillion * share,
          year: item.firstYear + place,
          inConstruction: true
        )
        if spread.isEmpty {
          return [
            FinanceModelFault(
              field: "start",
              found: "a timeline without \(item.firstYear + place), when '\(item.item)' is built",
              expected: "a start not after the first year of [[capex]]"
            )
          ]
        }
        for (period, amount) in spread { amounts[period] += amount }
      }
      model.capex.append(FinanceLine(name: item.item, amounts: amounts, lifeYears: item.lifeYears))
    }
    var list = model.faults
    if let priceIndex, !model.indices.contains(where: { $0.name == priceIndex }) {
      list.append(
        FinanceModelFault(
          field: "price_index",
          found: "'\(priceIndex)'",
          expected: "the name of a [[finance.index]]"
        )
      )
    }
    return list
  }

  /// From the first day of the first year of building to the end of the horizon; yearly, and open
  /// from the first period that does not begin before the opening, unless the file says otherwise.
  private func timeline(
    _ table: TOMLTable?,
    _ reader: FinanceReader,
    starts: Int,
    opening: CalendarDate,
    lastYear: Int
  ) -> FinanceTimeline? {
    var length = FinanceReader.PeriodLength.year
    if let table, table.has("period") {
      guard let given = table.choice("period", of: FinanceReader.PeriodLength.self) else {
        return nil
      }
      length = given
    }
    var building = length
    if let table, table.has("construction_period") {
      guard let given = table.choice("construction_period", of: FinanceReader.PeriodLength.self)
      else { return nil }
      building = given
    }
    let start = table?.optionalDate("start") ?? CalendarDate(year: starts, month: 1, day: 1)
    let end = table?.optionalDate("end") ?? CalendarDate(year: lastYear, month: 12, day: 31)
    guard let start, let end else { return nil }
    var opens = table?.optionalDate("opening")
    if opens == nil {
      let first = start.year * 12 + start.month - 1
      let day = opening.year * 12 + opening.month - 1 + (opening.day > 1 ? 1 : 0)
      let periods = max(1, (day - first + building.months - 1) / building.months)
      let month = first + periods * building.months
      opens = CalendarDate(year: month / 12, month: month % 12 + 1, day: 1)
    }
    guard let opens else { return nil }
    return reader.timeline(length, building: building, start: start, opening: opens, end: end) {
      key,
      found,
      expected in
      if let table, table.has(key) {
        table.fault(key, found: found, expected: expected)
      } else {
        faults.error("study", column: key, found: found, expected: expected)
      }
    }
  }

  /// A tranche of a list `[[finance]]`: years are whole, shares those of all uses.
  private func tranche(_ table: TOMLTable) -> FundingTranche? {
    enum Kind: String, CaseIterable { case equity, loan, grant }
    let name = table.text("name")
    let kind = table.choice("kind", of: Kind.self)
    let share = table.number("share", in: 0...1)
    guard let name, let kind, let share else { return nil }
    guard kind == .loan else {
      return FundingTranche(
        name: name,
        kind: kind == .equity ? .equity : .grant,
        size: .share(share)
      )
    }
    let rate = table.number("rate", in: 0...1)
    let grace = table.integer("grace_years", in: 0...100, default: 0)
    let term = table.integer("term_years", in: 1...100)
    let repayment = table.choice("repayment", of: FundingTranche.Repayment.self)
    guard let rate, let grace, let term, let repayment else { return nil }
    return FundingTranche(
      name: name,
      kind: .senior,
      size: .share(share),
      rate: YearPath(rate),
      gracePeriods: grace,
      repaymentPeriods: term,
      repayment: repayment
    )
  }
}
