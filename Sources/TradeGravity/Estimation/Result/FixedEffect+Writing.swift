public import Foundation
import Tables

extension FixedEffect {
  /// Writes effects as CSV: effect, level, observations, value.
  ///
  /// - Throws: `OutputError`.
  public static func write(_ effects: [FixedEffect], to url: URL) throws {
    var text = CSVText(columns: ["effect", "level", "observations", "value"])
    for effect in effects {
      text.append([
        effect.effect, effect.level, String(effect.observations), try CSVText.field(effect.value),
      ])
    }
    try AtomicFile.write(Data(text.text.utf8), to: url)
  }
}
