internal import ChurnML

/// A fitted calibrator in a file: its method's name beside what was fitted.
struct StoredCalibrator: Sendable, Codable {
  let calibrator: any Calibrator

  private enum CodingKeys: String, CodingKey {
    case method, parameters
  }

  init(_ calibrator: any Calibrator) { self.calibrator = calibrator }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let method = try container.decode(String.self, forKey: .method)
    guard let type = CalibratorCatalogue.calibrator(named: method) else {
      throw DecodingError.dataCorruptedError(
        forKey: .method, in: container, debugDescription: "there is no calibrator \(method)")
    }
    calibrator = try type.init(from: container.superDecoder(forKey: .parameters))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(type(of: calibrator).name, forKey: .method)
    try calibrator.encode(to: container.superEncoder(forKey: .parameters))
  }
}
