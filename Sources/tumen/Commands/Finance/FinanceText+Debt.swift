import CorridorStudy

extension FinanceText {
  static func debt(_ record: DebtFile.Record) -> String {
    var lines = ["\(record.name), \(record.money)", ""]
    func add(_ label: String, _ value: String) { lines.append("  " + pad(label, 46) + value) }
    add("Stock", right(number(record.stock, 2), 14))
    let share = record.writtenOff / record.stock
    add("Written off", right(number(record.writtenOff, 2), 14) + right(percent(share, 1), 10))
    add("Left, in \(record.instalments) instalments", right(number(record.remaining, 2), 14))
    add("First instalment", right(number(record.firstInstalment, 4), 14))
    let rate = percent(record.discountRate, 2)
    add("Present value of what is due at \(rate)", right(number(record.presentValue, 2), 14))
    let kind = record.isConcessional ? "concessional" : "below 35 %"
    add("Grant element of the new claim", right(percent(record.grantElement, 2), 14) + "  " + kind)
    add("Given up, of the whole stock", right(percent(record.grantElementOfOperation, 2), 14))
    if record.fundTotal > 0 {
      add("Into the project fund, all years", right(number(record.fundTotal, 2), 14))
      add("Its present value", right(number(record.presentValueToFund, 2), 14))
      add("Present value to the creditor", right(number(record.presentValueToCreditor, 2), 14))
    }
    if let ratio = record.presentValueToExportsPercent {
      let limit = record.thresholdsPercent.map { " (threshold \(number($0[1], 0)) %)" } ?? ""
      add("Present value over exports", right(number(ratio, 1) + " %", 14) + limit)
    }
    if !record.burden.isEmpty {
      lines += [
        "",
        "  " + pad("Year", 8) + right("exports", 14) + right("service", 14)
          + right("share", 10),
      ]
      for year in record.burden {
        lines.append(
          "  " + pad("\(year.year)", 8) + right(number(year.exports, 2), 14)
            + right(number(year.service, 2), 14)
            + right(number(year.serviceToExportsPercent, 2) + " %", 10)
            + (year.isAboveThreshold ? "  above the threshold" : "")
        )
      }
    }
    return lines.joined(separator: "\n")
  }

  static func resource(_ record: ResourceFile.Record) -> String {
    var lines = ["\(record.name), \(record.money)", ""]
    func add(_ label: String, _ value: String) { lines.append("  " + pad(label, 46) + value) }
    add("Reserves serve, years", right("\(record.lifeYears)", 14) + "  to \(record.lastYear)")
    add("Loan at the start of production", right(number(record.debtAtStart, 2), 14))
    add(
      "Repaid in",
      right(record.repaidYear.map { "\($0)" } ?? "never", 14)
        + (record.isPaidOnTime ? "  every instalment when due" : "  with arrears")
    )
    if record.unpaid > 0 { add("Not paid at the end", right(number(record.unpaid, 2), 14)) }
    add(
      "Cover of what is due, least",
      right(record.minimumCover.map { number($0, 3) } ?? "none", 14)
    )
    add("Reserve life cover", right(record.reserveLifeCover.map { number($0, 3) } ?? "none", 14))
    add("Reserves left when repaid", right(record.reserveTail.map { percent($0, 1) } ?? "none", 14))
    add("NPV of the owner's cash", right(number(record.ownerNetPresentValue, 2), 14))
    add(
      "Prices at which it is just paid when due",
      right(record.breakEvenPriceFactor.map { percent($0, 1) } ?? "none", 14)
        + (record.breakEvenPriceFactor == nil ? "" : "  of those in the file")
    )
    lines += [
      "",
      "  " + pad("Price fall", 12) + right("repaid", 10) + right("arrears", 14)
        + right("unpaid", 14) + right("cover", 10) + right("owner's NPV", 14),
    ]
    for fall in record.priceFalls {
      lines.append(
        "  " + pad(percent(fall.fallPercent / 100, 0), 12)
          + right(fall.repaidYear.map { "\($0)" } ?? "never", 10)
          + right(number(fall.largestArrears, 2), 14) + right(number(fall.unpaid, 2), 14)
          + right(fall.reserveLifeCover.map { number($0, 2) } ?? "–", 10)
          + right(number(fall.ownerNetPresentValue, 2), 14)
      )
    }
    return lines.joined(separator: "\n")
  }
}
