internal import CVegaBundle

/// The script that draws charts, if it was there when this program was built.
enum ChartLibrary {
  /// Gzip in base64; nil where `Scripts/vega-bundle` had not been run before the build.
  static let script: String? = {
    let bytes = UnsafeBufferPointer(start: vega_bundle(), count: vega_bundle_size())
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }()
}
