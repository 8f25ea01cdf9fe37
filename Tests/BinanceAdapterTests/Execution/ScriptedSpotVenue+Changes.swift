import BinanceAdapter
import TradingModel

extension ScriptedSpotVenue {
  /// What the venue does with a replacement.
  enum ReplaceReaction {
    case succeed
    /// Does it, and never answers.
    case succeedSilently
    /// Does nothing and never answers.
    case ignore
    /// Cancels the order, and refuses the one in its place.
    case refuseNew(code: Int, message: String)
    /// Cancels the order, makes none in its place and never answers.
    case cancelOnlySilently
    /// Refuses to cancel, and does nothing more.
    case refuseCancel(code: Int, message: String)
    /// Makes another order although the first one stays.
    case double
    /// Answers with an error in place of doing anything.
    case fail(code: Int, message: String, status: Int)
    /// Does it, and answers with an error.
    case succeedButAnswer(code: Int, message: String, status: Int)
  }

  /// What the venue does with an amendment.
  enum AmendReaction {
    case succeed
    case succeedSilently
    case ignore
    case refuse(code: Int, message: String, status: Int)
  }

  func amend(_ parameters: [String: String]) -> (status: Int, body: String)? {
    if case .refuse(let code, let message, let status) = amendReaction {
      return (status, ScriptedQuery.error(code, message))
    }
    if case .ignore = amendReaction { return nil }
    guard let found = find(parameters), isOpen(found), let index = orders.firstIndex(where: { $0.id == found.id }),
      let quantity = try? WideDecimal(parameters["newQty"] ?? "")
    else { return (400, ScriptedQuery.error(-2038, "Unknown order sent.")) }
    orders[index].quantity = quantity
    orders[index].updateTime = milliseconds
    tell(execution(orders[index], "REPLACED"))
    if case .succeedSilently = amendReaction { return nil }
    let order = orders[index]
    return (
      200,
      """
      {"transactTime":\(milliseconds),"executionId":1,"amendedOrder":{"symbol":"BTCUSDT","orderId":\(order.id),\
      "orderListId":-1,"origClientOrderId":"\(order.clientOrderId)","clientOrderId":"\(order.clientOrderId)",\
      "price":"\(order.price)","qty":"\(order.quantity)","executedQty":"\(order.executed)","status":"\(order.status)"}}
      """
    )
  }

  func replace(_ parameters: [String: String]) -> (status: Int, body: String)? {
    switch replaceReaction {
    case .ignore: return nil
    case .fail(let code, let message, let status): return (status, ScriptedQuery.error(code, message))
    case .refuseCancel(let code, let message):
      return (400, failure(-2022, "FAILURE", "NOT_ATTEMPTED", ScriptedQuery.error(code, message), "null"))
    default: break
    }
    let named = [
      "orderId": parameters["cancelOrderId"] ?? "", "origClientOrderId": parameters["cancelOrigClientOrderId"] ?? "",
    ]
    guard let found = find(named), isOpen(found), let index = orders.firstIndex(where: { $0.id == found.id }) else {
      return (
        400, failure(-2022, "FAILURE", "NOT_ATTEMPTED", ScriptedQuery.error(-2011, "Unknown order sent."), "null")
      )
    }
    if parameters["cancelRestrictions"] == "ONLY_NEW", orders[index].executed.isPositive {
      let refusal = ScriptedQuery.error(-2011, "Order was not canceled due to cancel restrictions.")
      return (400, failure(-2022, "FAILURE", "NOT_ATTEMPTED", refusal, "null"))
    }
    if case .double = replaceReaction {
      let made = rest(parameters)
      tell(execution(orders[made], "NEW"))
      return (
        409,
        failure(
          -2021, "FAILURE", "SUCCESS", ScriptedQuery.error(-2011, "Unknown order sent."), answer(orders[made], []))
      )
    }
    end(index, "CANCELED", requestId: "request-\(found.id)", tellsEvent: true)
    let canceled = """
      {"symbol":"BTCUSDT","origClientOrderId":"\(found.clientOrderId)","orderId":\(found.id),"orderListId":-1,\
      "clientOrderId":"request-\(found.id)","transactTime":\(milliseconds),"price":"\(found.price)",\
      "origQty":"\(found.quantity)","executedQty":"\(found.executed)","status":"CANCELED","side":"\(found.side)"}
      """
    if case .refuseNew(let code, let message) = replaceReaction {
      return (409, failure(-2021, "SUCCESS", "FAILURE", canceled, ScriptedQuery.error(code, message)))
    }
    if case .cancelOnlySilently = replaceReaction { return nil }
    let made = rest(parameters)
    tell(execution(orders[made], "NEW"))
    switch replaceReaction {
    case .succeedSilently: return nil
    case .succeedButAnswer(let code, let message, let status): return (status, ScriptedQuery.error(code, message))
    default:
      return (
        200,
        """
        {"cancelResult":"SUCCESS","newOrderResult":"SUCCESS","cancelResponse":\(canceled),\
        "newOrderResponse":\(answer(orders[made], []))}
        """
      )
    }
  }

  private func failure(_ code: Int, _ canceled: String, _ made: String, _ first: String, _ second: String) -> String {
    let text = code == -2021 ? "Order cancel-replace partially failed." : "Order cancel-replace failed."
    return """
      {"code":\(code),"msg":"\(text)","data":{"cancelResult":"\(canceled)","newOrderResult":"\(made)",\
      "cancelResponse":\(first),"newOrderResponse":\(second)}}
      """
  }
}
