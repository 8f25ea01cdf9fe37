import Testing
import TradingModel
import TradingNetwork
import TradingTesting

@testable import BinanceAdapter

@Suite("A look at the open orders")
struct OpenOrderLookTests {
  @Test("is one question for all who look within a second, and a new one after that or after a failure")
  func shared() throws {
    let bench = try SessionBench(.spot)
    var asked: [String] = []
    var isDown = false
    bench.respond { request in
      asked.append(request.url.contains("ETHUSDT") ? "ETHUSDT" : "BTCUSDT")
      return isDown ? (400, #"{"code":-1100,"msg":"Illegal characters found in a parameter."}"#) : (200, "[]")
    }
    let look = BinanceOpenOrderLook(session: bench.session)
    var answers: [Bool] = []
    func ask(_ symbol: String = "BTCUSDT") {
      look.ask(symbol: symbol) { result in answers.append((try? result.get()) != nil) }
    }
    for _ in 0..<20 { ask() }
    ask("ETHUSDT")
    bench.scripted.world.run(for: .milliseconds(500))
    ask()
    #expect(answers == Array(repeating: true, count: 22))
    #expect(asked.sorted() == ["BTCUSDT", "ETHUSDT"])
    bench.scripted.world.run(for: .seconds(2))
    isDown = true
    ask()
    ask()
    bench.scripted.world.run(for: .seconds(1))
    #expect(answers.suffix(2) == [false, false] && asked.count == 3)
    isDown = false
    ask()
    bench.scripted.world.run(for: .seconds(1))
    #expect(answers.last == true && asked.count == 4)
  }
}
