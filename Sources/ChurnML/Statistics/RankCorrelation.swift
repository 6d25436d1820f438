/// Ranks from 1 for the highest value; equal values share the mean of their places.
///
/// - Precondition: no value is NaN.
func averageRanks(of values: [Double]) -> [Double] {
  let order = descendingOrder(of: values)
  var ranks = [Double](repeating: 0, count: values.count)
  var first = 0
  while first < order.count {
    var next = first + 1
    while next < order.count, values[Int(order[next])] == values[Int(order[first])] { next += 1 }
    let rank = Double(first + next + 1) / 2
    for place in first..<next { ranks[Int(order[place])] = rank }
    first = next
  }
  return ranks
}

/// Pearson's correlation: for the ranks of two variables Spearman's, for a variable and labels the point-biserial one.
///
/// Throws `Undefined` where either has one value only.
/// - Precondition: as many of one as of the other, none of them NaN.
public func correlation(_ x: [Double], _ y: [Double]) throws(Undefined) -> Double {
  precondition(x.count == y.count)
  let count = Double(max(1, x.count))
  let (meanX, meanY) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
  var (product, squareX, squareY) = (0.0, 0.0, 0.0)
  for index in x.indices {
    let (dx, dy) = (x[index] - meanX, y[index] - meanY)
    product += dx * dy
    squareX += dx * dx
    squareY += dy * dy
  }
  let scale = squareX.squareRoot() * squareY.squareRoot()
  guard scale > 0, scale.isFinite else { throw Undefined("a correlation needs two variables that vary") }
  return max(-1, min(1, product / scale))
}
