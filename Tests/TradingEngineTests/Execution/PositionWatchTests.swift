import Testing
import TradingModel

@testable import TradingEngine

@Suite("Positions that the known fills do not explain")
struct PositionWatchTests {
  private let fixture = ExecutionFixture(accountType: .margin)
  private var execution: ExecutionEngine { fixture.execution }

  private func position(_ quantity: String, _ positionId: PositionId? = nil) throws -> PositionStatusReport {
    PositionStatusReport(
      accountId: fixture.client.accountId, instrumentId: ExecutionFixture.linear, side: .long,
      quantity: try Quantity(quantity), positionId: positionId, averageOpenPrice: WideDecimal(100),
      tsLast: fixture.clock.now, tsInit: fixture.clock.now)
  }

  private func mass(
    _ orders: [OrderStatusReport] = [], fills: [FillReport] = [], position: PositionStatusReport
  ) -> ExecutionMassStatus {
    ExecutionMassStatus(
      clientId: fixture.client.id, accountId: fixture.client.accountId, venue: "BINANCE", orders: orders, fills: fills,
      positions: [position], tsInit: fixture.clock.now)
  }

  @Test(
    "a trade of somebody else of which no event came is found by the venue's word on the position, with its own price",
    arguments: ["ETHUSDT-PERP.BINANCE-BOTH", "ETHUSDT-PERP.BINANCE-LONG"] as [PositionId])
  func foreignTrade(positionId: PositionId) throws {
    fixture.clock.advance(by: .seconds(60))
    let foreign = try fixture.limit(.buy, "2.000", instrument: ExecutionFixture.linear)
    var fill = try fixture.fillReport(foreign, trade: 7, "2.000", at: "99.50")
    fill.positionId = positionId
    let told = try position("2.000", positionId)
    fixture.client.massStatus = .success(
      mass([try fixture.report(foreign, .filled, filled: "2.000", average: "99.50")], fills: [fill], position: told))
    execution.process(told)
    fixture.clock.advance(by: .seconds(6))
    #expect(fixture.client.massStatusRequest?.instrumentIds == [ExecutionFixture.linear])
    #expect(fixture.told.suffix(2) == ["OrderFilled 2.000@99.50", "PositionOpened 2"])
  }

  @Test(
    "a venue that cannot be asked about a position is asked less and less often, and as before once it has answered")
  func growingPauses() throws {
    var asked: [UnixNanos] = []
    fixture.client.massStatusAnswer = { [clock = fixture.clock] _ in
      asked.append(clock.now)
      return .failure(CommandRefusal("timeout"))
    }
    execution.process(try position("2.000"))
    fixture.clock.advance(by: .seconds(600))
    // Five seconds, then 5, 10, 20, 40 and every 60, each up to a quarter sooner.
    #expect((12...17).contains(asked.count))
    let status = mass(position: try position("2.000"))
    fixture.client.massStatusAnswer = { [clock = fixture.clock] _ in
      asked.append(clock.now)
      return .success(status)
    }
    // Twice in the same way unexplained, it is completed.
    fixture.clock.advance(by: .seconds(66))
    #expect(fixture.told.last == "PositionOpened 2")
    asked = []
    fixture.client.massStatusAnswer = { [clock = fixture.clock] _ in
      asked.append(clock.now)
      return .failure(CommandRefusal("timeout"))
    }
    execution.process(try position("3.000"))
    let start = fixture.clock.now
    fixture.clock.advance(by: .seconds(11))
    #expect(asked.first == start + .seconds(5) && asked.count == 2)
  }

  @Test("where positions are not completed, what stays unexplained is not asked about every few seconds for ever")
  func neverCompleted() throws {
    let fixture = ExecutionFixture(accountType: .margin, config: ExecutionEngineConfig(completesPositions: false))
    let told = try position("2.000")
    let status = mass(position: told)
    var count = 0
    fixture.client.massStatusAnswer = { _ in
      count += 1
      return .success(status)
    }
    fixture.execution.process(told)
    fixture.clock.advance(by: .seconds(3_600))
    #expect((60...86).contains(count))
    #expect(fixture.told.isEmpty)
  }
}
