import Testing

/// The halves of the seams that face the real world; everything else is given the time, a timer or chance.
private let seams: Set = [
  "Sources/TradingModel/Time/RandomSource.swift",
  "Sources/TradingNetwork/Runtime/EventLoopClock.swift",
  "Sources/TradingNetwork/HTTP/LiveHTTPTransport.swift",
  "Sources/TradingNetwork/WebSocket/Live/LiveWebSocketChannel.swift",
  "Sources/TradingNetwork/WebSocket/Live/WebSocketChannelHandler.swift",
  "Sources/BinanceSandbox/Server/WebSocketConnectionHandler.swift",
]

/// Where binary floating point may stand, and for what; nowhere is it money that a strategy trades or an account holds.
private let floatingPoint: [String: String] = [
  "Sources/TradingModel/Time/": "chances, and times for people",
  "Sources/TradingNetwork/RateLimit/": "shares of a budget",
  "Sources/TradingNetwork/Simulation/": "chances and shares of a latency",
  "Sources/TradingNetwork/WebSocket/Reconnect/": "shares of a pause",
  "Sources/TradingEngine/Indicators/": "what an indicator computes decides, and is not booked",
  "Sources/TradingEngine/Actors/Signal.swift": "what actors tell one another",
  "Sources/BinanceAdapter/Execution/BinanceExecutionClient+Submitting.swift": "the growth of a pause",
  "Sources/BinanceAdapter/Instruments/BinanceRateInquiry.swift": "a share of a budget",
  "Sources/BinanceSandbox/Market/": "the walk of a made-up market, and the speed of a recorded one",
  "Sources/BinanceSandbox/Faults/": "chances",
  "Sources/BinanceSandbox/Rules/VenueClock.swift": "the drift of a clock",
  "Sources/BinanceSandbox/Admin/AdminFront+Market.swift": "seconds",
  "Sources/BinanceSandbox/Server/SelfSignedCertificate.swift": "a date",
  "Sources/argonaut/Commands/SandboxCommand.swift": "a speed",
  "Sources/argonaut/Demo/DemoReport.swift": "seconds, and messages a second",
  "Sources/argonaut/Options/StopOptions.swift": "seconds",
  "Sources/argonaut/Output/JSONLine.swift": "seconds and rates",
  "Sources/argonaut/Watch/": "seconds and rates",
]

@Suite("The seams and the numbers")
struct SeamTests {
  @Test("time, sleep and randomness come through the seams")
  func seamsAreKept() {
    let ways = [
      "Date()", "Date.now", "DispatchTime", "ContinuousClock", "SuspendingClock", "NIODeadline.now", "clock_gettime",
      "gettimeofday", "sleep(", "scheduleTask(", "scheduleCallback(", ".random(in:", ".shuffled()",
      ".randomElement()", "SystemRandomNumberGenerator", "UUID()", "getentropy", "arc4random",
    ]
    for file in Repository.sources where file.room != "argonaut" {
      let used = ways.filter { file.code.contains($0) }
      #expect(used.isEmpty != seams.contains(file.path), "\(file.path) uses \(used)")
    }
  }

  @Test("no test is judged by how long something took: the machine may be busy with others")
  func testsCountInsteadOfTiming() {
    for file in Repository.swiftFiles(in: "Tests") {
      for word in ["ContinuousClock", "SuspendingClock", "DispatchTime"] where file.code.contains(word) {
        Issue.record("\(file.path) uses \(word)")
      }
    }
  }

  @Test("money is exact: binary floating point stands where it is listed, and nowhere else")
  func moneyIsExact() {
    let inexact: Set<Substring> = [
      "Double", "Float", "Float16", "Float80", "CGFloat", "Decimal", "doubleValue", "strtod",
    ]
    var unused = Set(floatingPoint.keys)
    for file in Repository.sources where !file.words.isDisjoint(with: inexact) {
      let place = floatingPoint.keys.first { file.path.hasPrefix($0) }
      #expect(place != nil, "\(file.path) uses \(file.words.intersection(inexact).sorted())")
      if let place { unused.remove(place) }
    }
    #expect(unused.isEmpty, "listed for nothing")
  }

  @Test("state machines are pure: values in files of their own that know the model and nothing that acts")
  func machinesArePure() {
    let machines = Repository.sources.filter { file in
      let name = file.path.split(separator: "/").last?.prefix { $0 != "." && $0 != "+" } ?? ""
      return ["Machine", "Synchronizer", "StateTable"].contains { name.hasSuffix($0) }
    }
    let acting: Set<Substring> = ["class", "actor", "async", "await", "Task", "TradingClock", "TradingLoop", "Logger"]
    #expect(machines.count >= 6)
    for file in machines {
      #expect(Set(file.imports).isSubset(of: ["TradingModel"]), "\(file.path) imports \(file.imports)")
      #expect(file.words.isDisjoint(with: acting), "\(file.path): \(file.words.intersection(acting).sorted())")
    }
  }
}
