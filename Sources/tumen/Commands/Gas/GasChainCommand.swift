import CorridorStudy
import Foundation
import Tables

extension Command {
  /// `tumen gas chain`.
  static let gasChain = Command(
    name: "gas chain",
    arguments: ["FILE"],
    summary: "Delivered cost and netback of gas by pipeline and by ship",
    details: """
      Reads chains from one field to one market from a TOML file: pipelines at a tariff or at cost,
      fees of countries passed through, liquefaction, ships with boil-off, regasification. Says for
      each chain what gas costs delivered, what is left for it at the field, what is burnt on the way
      and how sure it comes, and from what distance on liquefied gas is cheaper than a pipeline. The
      file is described in docs/gas-and-resources.md.
      """,
    options: [
      Option(name: "--volume", value: "BCM", help: "gas delivered, bcm a year (the file's)"),
      Option(name: "--price", value: "USD", help: "price at the market, USD/MMBtu (the file's)"),
      .json("the result"),
    ],
    examples: [
      "tumen gas chain studies/northeast-asia/gas/sakhalin-korea.toml",
      "tumen gas chain studies/northeast-asia/gas/sakhalin-korea.toml --volume 12 --json",
    ],
    run: gasChainRun
  )

  @Sendable private static func gasChainRun(_ call: Call) throws -> Tumen.Status {
    var (study, warnings) = try GasStudy.read(URL(fileURLWithPath: call.arguments[0]))
    for warning in warnings { Console.err(warning.description) }
    if let volume = try call.real("--volume", in: 1e-6...1e4) { study.deliveredBCM = volume }
    if let price = try call.real("--price", in: 0...1e4) { study.marketUSDPerMMBTU = price }
    let result = study.result()
    if call.has("--json") {
      Console.out(try JSONText.text(result))
    } else {
      Console.out(GasText(result: result).text)
    }
    return .done
  }
}

/// Gas chains in plain words.
struct GasText {
  let result: GasResult

  /// The text.
  var text: String {
    var lines = [
      result.name,
      "\(two(result.volumeBCM)) bcm a year = \(two(result.volumeMegatonnes)) Mt = "
        + "\(two(result.volumeTrillionBTU)) trillion Btu; market USD "
        + "\(two(result.marketUSDPerMMBTU))/MMBtu",
    ]
    for chain in result.chains {
      lines += ["", "\(chain.name), USD/MMBtu delivered"]
      lines.append(row("gas, with what is lost on the way", chain.supplyUSDPerMMBTU))
      for step in chain.steps { lines.append(row(step.name, step.usdPerMMBTU)) }
      lines.append(
        row("delivered", chain.deliveredUSDPerMMBTU)
          + "   (USD \(two(chain.deliveredUSDPerThousandCubicMetres))/1,000 m³, "
          + "\(two(chain.deliveredUSDPerTonne))/t)"
      )
      lines.append(row("netback at the field", chain.netbackUSDPerMMBTU))
      lines.append(
        "  burnt or boiled off \(two(100 * chain.lossShare)) %; delivers "
          + "\(two(100 * chain.availability)) % of the year"
          + (chain.ships > 0 ? "; \(two(chain.ships)) ships" : "")
      )
    }
    if !result.breakEven.isEmpty { lines += ["", "Liquefied gas is cheaper beyond"] }
    for even in result.breakEven {
      let published = even.publishedKilometres.map { " (published \(Int($0)) km)" } ?? ""
      lines.append(
        "  \(even.name): \(even.kilometres.map { "\(Int($0.rounded())) km" } ?? "no distance")"
          + published
      )
    }
    return (lines + [""] + result.comments).joined(separator: "\n")
  }

  private func row(_ name: String, _ value: Double) -> String {
    let title = "  \(name)"
    return title + String(repeating: " ", count: max(1, 44 - title.count))
      + String(format: "%8.2f", value)
  }

  private func two(_ value: Double) -> String { String(format: "%.2f", value) }
}
