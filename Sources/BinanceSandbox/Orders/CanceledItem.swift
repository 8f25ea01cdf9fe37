/// What a cancel took away: an order, or a list with its orders.
enum CanceledItem {
  case order(CanceledOrder)
  case list(VenueOrderList, [CanceledOrder])
}
