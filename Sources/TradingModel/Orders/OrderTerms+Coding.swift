// Written out because a part of the terms is kept behind a reference, which the encoded form does not show.
extension OrderTerms: Codable {
  private enum CodingKeys: String, CodingKey {
    case side, type, quantity, timeInForce, price, triggerPrice, triggerType, activationPrice, trailingOffset,
      trailingOffsetType, expireTime, displayQuantity, isPostOnly, isReduceOnly, isQuoteQuantity, contingency,
      orderListId, linkedOrderIds, parentOrderId, params, tags
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      side: container.decode(OrderSide.self, forKey: .side),
      type: container.decode(OrderType.self, forKey: .type),
      quantity: container.decode(Quantity.self, forKey: .quantity),
      timeInForce: container.decode(TimeInForce.self, forKey: .timeInForce),
      price: container.decodeIfPresent(Price.self, forKey: .price),
      triggerPrice: container.decodeIfPresent(Price.self, forKey: .triggerPrice),
      triggerType: container.decodeIfPresent(TriggerType.self, forKey: .triggerType),
      activationPrice: container.decodeIfPresent(Price.self, forKey: .activationPrice),
      trailingOffset: container.decodeIfPresent(WideDecimal.self, forKey: .trailingOffset),
      trailingOffsetType: container.decodeIfPresent(TrailingOffsetType.self, forKey: .trailingOffsetType),
      expireTime: container.decodeIfPresent(UnixNanos.self, forKey: .expireTime),
      displayQuantity: container.decodeIfPresent(Quantity.self, forKey: .displayQuantity),
      isPostOnly: container.decode(Bool.self, forKey: .isPostOnly),
      isReduceOnly: container.decode(Bool.self, forKey: .isReduceOnly),
      isQuoteQuantity: container.decode(Bool.self, forKey: .isQuoteQuantity),
      contingency: container.decode(ContingencyType.self, forKey: .contingency),
      orderListId: container.decodeIfPresent(OrderListId.self, forKey: .orderListId),
      linkedOrderIds: container.decode([ClientOrderId].self, forKey: .linkedOrderIds),
      parentOrderId: container.decodeIfPresent(ClientOrderId.self, forKey: .parentOrderId),
      params: container.decode([String: String].self, forKey: .params),
      tags: container.decode([String].self, forKey: .tags))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(side, forKey: .side)
    try container.encode(type, forKey: .type)
    try container.encode(quantity, forKey: .quantity)
    try container.encode(timeInForce, forKey: .timeInForce)
    try container.encodeIfPresent(price, forKey: .price)
    try container.encodeIfPresent(triggerPrice, forKey: .triggerPrice)
    try container.encodeIfPresent(triggerType, forKey: .triggerType)
    try container.encodeIfPresent(activationPrice, forKey: .activationPrice)
    try container.encodeIfPresent(trailingOffset, forKey: .trailingOffset)
    try container.encodeIfPresent(trailingOffsetType, forKey: .trailingOffsetType)
    try container.encodeIfPresent(expireTime, forKey: .expireTime)
    try container.encodeIfPresent(displayQuantity, forKey: .displayQuantity)
    try container.encode(isPostOnly, forKey: .isPostOnly)
    try container.encode(isReduceOnly, forKey: .isReduceOnly)
    try container.encode(isQuoteQuantity, forKey: .isQuoteQuantity)
    try container.encode(contingency, forKey: .contingency)
    try container.encodeIfPresent(orderListId, forKey: .orderListId)
    try container.encode(linkedOrderIds, forKey: .linkedOrderIds)
    try container.encodeIfPresent(parentOrderId, forKey: .parentOrderId)
    try container.encode(params, forKey: .params)
    try container.encode(tags, forKey: .tags)
  }
}
