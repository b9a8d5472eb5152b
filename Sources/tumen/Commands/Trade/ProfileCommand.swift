import Foundation
import Tables
import TradeGravity

extension Command {
  /// `tumen trade profile`.
  static let tradeProfile = Command(
    name: "trade profile",
    arguments: [],
    summary: "Show a country's trade: partners, shares, concentration, products, change",
    details: tradeDataDetails,
    options: tradeDataOptions + [
      Option(name: "--country", value: "CODE", help: "country, as in the data (needed)"),
      Option(name: "--year", value: "YEAR", help: "year (the last with any trade of it)"),
      Option(name: "--compare", value: "YEAR", help: "year for the changes (none)"),
      Option(
        name: "--reports",
        value: "BASIS",
        help: "automatic (own, else mirror), own, mirror (automatic)"
      ),
      Option(name: "--top", value: "N", help: "partners and products shown (15)"),
      .json("it"),
      Option(name: "--output", value: "FILE", help: "write it as .csv, .csv.gz or .dta"),
    ],
    examples: [
      "tumen trade profile --data baci_2015.csv --country PRK --products commodities.csv",
      "tumen trade profile --data trade.csv.gz --country MNG --year 2015 --compare 2014",
    ],
    run: tradeProfileRun
  )

  @Sendable private static func tradeProfileRun(_ call: Call) throws -> Tumen.Status {
    let country = try call.required("--country")
    let year = try call.number("--year", from: 1000)
    let earlier = try call.number("--compare", from: 1000)
    let basis = try call.choice("--reports", TradeProfile.Basis.self) ?? .automatic
    let top = try call.number("--top", from: 1) ?? 15
    if let file = call.value("--output") { try checkEnding(file, "--output") }
    let input = try TradeInput(call)
    let profile: TradeProfile
    do throws(InputFault) {
      profile = try TradeProfile(
        input.table,
        country: country,
        year: year,
        comparedWith: earlier,
        basis: basis
      )
    } catch { throw InputFaults([error]) }
    if let file = call.value("--output") {
      try profile.data().write(to: URL(fileURLWithPath: file))
    }
    if call.has("--json") {
      Console.out(try JSONText.text(profile))
    } else {
      input.tell()
      Console.out(profile.text(top: top))
    }
    return .done
  }
}
