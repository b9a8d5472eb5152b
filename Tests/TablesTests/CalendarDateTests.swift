import Foundation
import Tables
import Testing

@Suite("Days")
struct CalendarDateTests {
  @Test("days follow each other from 1583 to 2500 without a gap")
  func sequence() throws {
    var expected = try #require(CalendarDate(year: 1583, month: 1, day: 1)).daysSince1970
    for year in 1583...2500 {
      var ordinal = 1
      for month in 1...12 {
        for day in 1...31 {
          guard let date = CalendarDate(year: year, month: month, day: day) else { continue }
          #expect(date.daysSince1970 == expected)
          #expect(date.dayOfYear == ordinal)
          expected += 1
          ordinal += 1
        }
      }
      #expect(ordinal - 1 == CalendarDate.days(inYear: year))
    }
    #expect(CalendarDate("1970-01-01")?.daysSince1970 == 0)
    #expect(CalendarDate("2000-03-01")?.daysSince1970 == 11_017)
  }

  @Test("text and JSON round trips")
  func roundTrip() throws {
    let date = try #require(CalendarDate("2014-07-18"))
    #expect(date.description == "2014-07-18")
    #expect(date.yearFraction == 2014 + 198.0 / 365)
    let data = try JSONText.compact([date])
    #expect(String(decoding: data, as: UTF8.self) == "[\"2014-07-18\"]")
    #expect(try JSONDecoder().decode([CalendarDate].self, from: data) == [date])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([CalendarDate].self, from: Data("[\"2014-02-30\"]".utf8))
    }
  }

  @Test(
    "what is no day is nil",
    arguments: [
      "", "2014", "2014-7-18", "14-07-18", "2014-02-29", "2014-13-01", "2014-00-10", "2014-04-31",
      "2014-01-00", "+014-01-01", "2014-+1-01", "2014-01-01 ", "2014/01/01", "0000-01-01",
      "1900-02-29", "２０１４-01-01",
    ]
  )
  func noDay(text: String) {
    #expect(CalendarDate(text) == nil)
  }
}
