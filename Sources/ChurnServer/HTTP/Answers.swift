import HTTPTypes
import Hummingbird
import Workbench

extension Response {
  /// A JSON document on one line.
  init(status: HTTPResponse.Status = .ok, json: JSON, type: String = "application/json") {
    self.init(status: status, text: json.compact + "\n", type: type)
  }

  init(status: HTTPResponse.Status = .ok, text: String, type: String) {
    var headers = HTTPFields()
    headers.reserveCapacity(16)
    headers[.contentType] = type
    self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
