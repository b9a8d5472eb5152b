import Numerics
import ProjectAppraisal

extension FinanceWorkbook {
  func isEligible(_ place: Int) -> Bool {
    if case .eligible = model.tranches[place].size { return true }
    return false
  }

  /// Tranches that are drawn by turns, by turn.
  var turns: [[Int]] {
    let others = model.tranches.indices.filter { !isEligible($0) }
    return Set(others.map { model.tranches[$0].rank }).sorted().map { rank in
      others.filter { model.tranches[$0].rank == rank }
    }
  }

  func addDraws() {
    let opening = timeline.constructionPeriods
    book.heading("Sources")
    var left = "need"
    var rest = periods.fundingNeed
    for place in model.tranches.indices where isEligible(place) {
      guard case .eligible(_, let items) = model.tranches[place].size else { continue }
      let lines = model.capex.indices.filter { items.contains(model.capex[$0].name) }
      let drawn = periods.tranches[place].drawn
      book.row(
        "drawn_\(place)",
        model.tranches[place].name,
        money,
        "{cons}*MIN({\(left)},{#share_\(place)}*(\(sum(lines.map { "capex_\($0)" }))))",
        drawn,
        sum: true
      )
      rest = values { rest[$0] - drawn[$0] }
      book.row(
        "left_\(place)",
        "Left after \(model.tranches[place].name)",
        money,
        "{\(left)}-{drawn_\(place)}",
        rest
      )
      left = "left_\(place)"
      addDrawnSoFar(place)
    }
    for (turn, group) in turns.enumerated() {
      let whole = group.reduce(0) { $0 + outcome.state.commitments[$1] }
      book.single(
        "whole_\(turn)",
        "Commitments of turn \(turn + 1)",
        money,
        group.map { "{#commitment_\($0)}" }.joined(separator: "+"),
        whole
      )
      let part = values { period in
        period < opening ? group.reduce(0) { $0 + periods.tranches[$1].drawn[period] } : 0
      }
      let soFar = group.map { "{cum_\($0)<}" }.joined(separator: "+")
      book.row(
        "turn_\(turn)",
        "Drawn in turn \(turn + 1)",
        money,
        turn == turns.count - 1
          ? "{\(left)}" : "MIN({\(left)},MAX(0,{#whole_\(turn)}-(\(soFar))))",
        part
      )
      for place in group {
        let share =
          whole > 0 ? "{#commitment_\(place)}/{#whole_\(turn)}" : "1/COUNT(\(counted(group)))"
        book.row(
          "drawn_\(place)",
          model.tranches[place].name,
          money,
          "{turn_\(turn)}*\(share)",
          periods.tranches[place].drawn,
          sum: true
        )
        addDrawnSoFar(place)
      }
      rest = values { rest[$0] - part[$0] }
      book.row(
        "after_\(turn)",
        "Left after turn \(turn + 1)",
        money,
        "{\(left)}-{turn_\(turn)}",
        rest
      )
      left = "after_\(turn)"
    }
  }

  private func counted(_ group: [Int]) -> String {
    group.map { "{#commitment_\($0)}" }.joined(separator: ",")
  }

  private func addDrawnSoFar(_ place: Int) {
    var total = 0.0
    let soFar = periods.tranches[place].drawn.map { drawn -> Double in
      total += drawn
      return total
    }
    book.row(
      "cum_\(place)",
      "\(model.tranches[place].name): drawn so far",
      money,
      "{cum_\(place)<}+{drawn_\(place)}",
      soFar
    )
  }
}
