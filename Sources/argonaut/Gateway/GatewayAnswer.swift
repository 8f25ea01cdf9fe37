import BinanceAdapter
import TradingEngine
import TradingModel

/// The line that answers a command.
enum GatewayAnswer {
  /// What was asked for is under way, or the answer follows in further members.
  static func success(_ id: GatewayRequestId?) -> JSONLine {
    var line = start(id)
    line.bool("ok", true)
    return line
  }

  /// The command was not carried out.
  static func failure(_ id: GatewayRequestId?, _ problem: GatewayProblem) -> JSONLine {
    var line = start(id)
    line.bool("ok", false)
    line.string("error", problem.message)
    return line
  }

  private static func start(_ id: GatewayRequestId?) -> JSONLine {
    switch id {
    case .text(let text): return JSONLine("result", text)
    case .integer(let digits):
      var line = JSONLine()
      line.raw("result", Array(digits.utf8))
      return line
    case nil: return JSONLine()
    }
  }
}

extension GatewaySession {
  /// Tells the venue's answer as the command's result.
  func answer<Value>(
    _ id: GatewayRequestId?, _ add: @escaping (Value, inout JSONLine) -> Void
  ) -> (Result<Value, BinanceError>) -> Void {
    let output = output
    return { result in
      switch result {
      case .success(let value):
        var line = GatewayAnswer.success(id)
        add(value, &line)
        output.tell(line)
      case .failure(let error): output.tell(GatewayAnswer.failure(id, GatewayProblem("\(error)")))
      }
    }
  }
}
