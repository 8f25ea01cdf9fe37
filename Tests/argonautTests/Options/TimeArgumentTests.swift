import Testing
import TradingModel

@testable import argonaut

@Suite("A moment on the command line")
struct TimeArgumentTests {
  @Test(
    "is a day, a time with or without fractions, or a number of any unit",
    arguments: [
      ("2026-11-23", 1_795_392_000_000), ("2026-11-23T14:00:00Z", 1_795_442_400_000),
      ("2026-11-23T14:00:00.250Z", 1_795_442_400_250), ("2026-11-23T14:00:00+02:00", 1_795_435_200_000),
      ("2024-02-29", 1_709_164_800_000), ("1795442400", 1_795_442_400_000), ("1795442400250", 1_795_442_400_250),
      ("0", 0),
    ])
  func reads(text: String, milliseconds: Int64) throws {
    #expect(try TimeArgument.read(text, "--start") == UnixNanos(milliseconds: milliseconds))
  }

  @Test(
    "is refused when there is no such day, or when it is before 1970 or behind what can be counted",
    arguments: [
      "2024-02-30", "2023-02-29", "2024-13-01", "0001-01-01", "1969-12-31", "9999-01-01", "-1", "yesterday", "",
    ])
  func refuses(text: String) throws {
    let failure = #expect(throws: CommandFailure.self) { try TimeArgument.read(text, "--start") }
    #expect(failure.map { "\($0)" }?.contains("--start") == true)
  }
}
