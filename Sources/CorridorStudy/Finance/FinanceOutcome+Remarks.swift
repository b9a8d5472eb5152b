import ProjectAppraisal

extension FinanceOutcome {
  /// What a reader of the model should know, in sentences.
  var remarks: [String] {
    var list: [String] = []
    let labels = model.timeline.indices.map { FinanceModelRecord.label(model.timeline, $0) }
    let below = periodsBelowTarget
    if let first = below.first {
      list.append(
        "In \(below.count) period(s), the first \(labels[first]), cash at the target cover does not "
          + "pay the interest of the sculpted debt: nothing is repaid and the cover is lower. A "
          + "longer grace or a smaller loan would avoid it."
      )
    }
    if ratios.periodsInArrears > 0, let first = periods.arrears.firstIndex(where: { $0 > 0 }) {
      let end =
        ratios.finalArrears > 0
        ? "and what is left at the end never is paid: the lenders lose it" : "and made good later"
      list.append(
        "Senior debt service is in arrears at the end of \(ratios.periodsInArrears) period(s), the "
          + "first \(labels[first]), \(end)."
      )
    }
    if ratios.ownerSupport > 0 {
      list.append(
        model.arrears == nil
          ? "Cash and reserves do not serve the debt in every period; the owners pay the rest."
          : "Cash and reserves do not serve the debt in every period; the owners pay in as well."
      )
    }
    if ratios.projectRates.isEmpty {
      list.append("The project never earns its investment back: there is no rate of return.")
    }
    for (what, rates) in [
      ("project", ratios.projectRates), ("owners", ratios.equityRates),
    ] where rates.count > 1 {
      list.append("The \(what) have \(rates.count) rates of return: trust the net present value.")
    }
    let isLocked = periods.lockUp.filter { $0 > 0 }.count
    if isLocked > 0 { list.append("Nothing may go to the owners in \(isLocked) period(s).") }
    return list
  }
}
