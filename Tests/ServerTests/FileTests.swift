import Foundation
import TestSupport
import Testing

@testable import ChurnServer

@Suite struct MultipartTests {
  private static let type = "multipart/form-data; boundary=\"B0\""
  private static let content = "a,b\r\n1,\"--B0\r\n\"\r\n\r\n--B\r\n"
  private static let body = Array(
    ("preamble\r\n--B0\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nk\r\n--B0\r\n"
      + "Content-Disposition: form-data; name=\"file\"; filename=\"c.csv\"\r\nContent-Type: text/csv\r\n\r\n"
      + content + "\r\n--B0--\r\nepilogue").utf8)

  /// The parts, whatever pieces their bytes came in.
  private func parts(_ pieces: [ArraySlice<UInt8>]) throws -> [String] {
    var reader = try MultipartReader(contentType: Self.type)
    var parts: [String] = []
    var bytes: [UInt8] = []
    for event in try pieces.flatMap({ try reader.read($0) }) {
      switch event {
      case .part(let name, let file): parts.append("\(name)|\(file ?? "-")")
      case .bytes(let more): bytes += more
      case .end:
        parts.append(String(decoding: bytes, as: UTF8.self))
        bytes = []
      }
    }
    try reader.finish()
    return parts
  }

  @Test func partsDoNotDependOnThePiecesTheyComeIn() throws {
    let expected = ["key|-", "k", "file|c.csv", Self.content]
    #expect(try parts([Self.body[...]]) == expected)
    for cut in Self.body.indices {
      #expect(try parts([Self.body[..<cut], Self.body[cut...]]) == expected, "cut at \(cut)")
    }
    #expect(try parts(Self.body.indices.map { Self.body[$0...$0] }) == expected)
  }

  @Test func tornAndMalformedBodiesAreRefused() throws {
    for count in 0..<Self.body.count - 12 {
      #expect(throws: (any Error).self) { try parts([Self.body.prefix(count)]) }
    }
    for type in [nil, "text/csv", "multipart/form-data", "multipart/form-data; boundary="] {
      #expect(throws: (any Error).self) { try MultipartReader(contentType: type) }
    }
    var reader = try MultipartReader(contentType: Self.type)
    #expect(throws: (any Error).self) { try reader.read(Array("--B0xx".utf8)) }
    reader = try MultipartReader(contentType: Self.type)
    #expect(throws: (any Error).self) { try reader.read(Array("--B0\r\nX: 1\r\n\r\n".utf8)) }
  }
}

@Suite struct FileTests {
  /// What a browser sends.
  private func upload(_ server: TestServer, _ csv: String, onError: String = "skip", key: String? = nil) async throws
    -> RawClient.Answer
  {
    let pageKey = if let key { key } else { try await server.key("/files") }
    let body =
      "--X\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n\(pageKey)\r\n"
      + "--X\r\nContent-Disposition: form-data; name=\"on_error\"\r\n\r\n\(onError)\r\n"
      + "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"c.csv\"\r\n\r\n\(csv)\r\n--X--\r\n"
    return try await server.post("/files", body, headers: ["Content-Type": "multipart/form-data; boundary=X"])
  }

  private func finished(_ server: TestServer, _ answer: RawClient.Answer) async throws -> String {
    #expect(answer.status == 303, "\(answer.text)")
    let path = try #require(answer.headers["location"])
    // Events end when the file is scored.
    let events = try await server.get("\(path)/events").text
    #expect(events.hasSuffix("event: end\ndata: {}\n\n"))
    return path
  }

  @Test func aFileIsScoredAsPredictDoes() async throws {
    let server = try await TestServer()
    let csv = SmallExperiment.customers(rows: 120, seed: 4)
    let path = try await finished(server, upload(server, csv))
    let download = try await server.get("\(path)/scored.csv")
    #expect(download.headers["content-disposition"] == "attachment; filename=\"scored.csv\"")
    let lines = download.text.split(separator: "\n")
    #expect(lines.count == 121)
    #expect(lines[0].hasSuffix(",probability,calibrated_probability,band,action,expected_profit"))
    let answers = try await server.post("/v1/predict", "[\(Customers.json(csv: csv).joined(separator: ","))]").list
    for (line, answer) in zip(lines.dropFirst(), answers) {
      #expect(line.split(separator: ",")[6] == (answer["probability"] as? Double)?.description ?? "")
    }
    #expect(try await server.get(path).text.contains("120 customers scored"))
    // 120 of the file and 120 asked for.
    #expect(try await server.get("/metrics").text.contains("churnlab_stored_predictions_total 240"))
  }

  @Test func errorsAreToldByRowAndColumn() async throws {
    let server = try await TestServer()
    let csv = SmallExperiment.customers(rows: 3) + "x,old,plus,<b>,0,no\n"
    let page = try await server.get(try await finished(server, upload(server, csv))).text
    #expect(page.contains("3 customers scored, 1 left out"))
    #expect(page.contains("2 cells hold no number"))
    #expect(page.contains("<th scope=\"row\" class=\"n\">3</th><td class=\"n\">5</td><td>age</td><td>old</td>"))
    #expect(page.contains("&lt;b&gt;") && !page.contains("<b>"))
    let missing = try await server.get(try await finished(server, upload(server, csv, onError: "missing"))).text
    #expect(missing.contains("4 customers scored"))
    let refused = try await server.get(try await finished(server, upload(server, csv, onError: "fail"))).text
    #expect(refused.contains("2 cells cannot be used"))
    #expect(!refused.contains("/tmp/"))
  }

  @Test func aFileWithoutAnyUsableCustomerSaysSo() async throws {
    let server = try await TestServer()
    let csv = "id,age,plan,usage,fold,churn\nx,1e999,plus,3,0,no\n"
    let page = try await server.get(try await finished(server, upload(server, csv))).text
    #expect(page.contains("none is scored"))
    #expect(page.contains("<td>age</td><td>1e999</td>") && page.contains("1 cell holds no number"))
  }

  @Test func linesThatAreTooLongOrTooManyAreRefused() async throws {
    let server = try await TestServer { options in
      options.limits.lineBytes = 2_000
      options.limits.fileLines = 100
    }
    let long = "id,age\n" + String(repeating: "x", count: 3_000)
    #expect(try await upload(server, long).text.contains("Line 2 has more than"))
    #expect(try await upload(server, String(repeating: "1,2\n", count: 200)).status == 413)
    #expect(try await upload(server, SmallExperiment.customers(rows: 90)).status == 303)
  }

  /// What says nothing of its length and goes on behind its last part.
  @Test func whatIsNoPartCountsToo() async throws {
    let server = try await TestServer { $0.limits.fileBytes = 4_000 }
    let client = try server.client()
    let more = String(repeating: "x", count: 5_000)
    client.send(
      "POST /files HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=X\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n7\r\n--X--\r\n\r\n1388\r\n\(more)\r\n0\r\n\r\n")
    #expect(await client.answer()?.status == 413)
  }

  @Test func aTableIsSortedAndFiltered() async throws {
    let server = try await TestServer()
    let csv = SmallExperiment.customers(rows: 80, seed: 5)
    let path = try await finished(server, upload(server, csv))
    func column(_ query: String, _ index: Int) async throws -> [String] {
      let rows = try await server.get("\(path)/rows?\(query)").text
      return rows.matches(of: /<tr>(<td.*?)<\/tr>/).map { row in
        let cells = row.1.matches(of: /<td[^>]*>(.*?)<\/td>/).map { String($0.1) }
        return cells[index]
      }
    }
    let risks = try await column("sort=probability&order=down", 0).compactMap(Double.init)
    #expect(risks.count == 50 && risks == risks.sorted(by: >))
    #expect(try await column("sort=probability&order=down&page=2", 0).count == 30)
    let ages = try await column("sort=age&order=up", 6).compactMap(Double.init)
    #expect(ages.count == 50 && ages == ages.sorted())
    let tiles = try await server.get(path).text.matches(of: /<dt>(Low|Medium|High)<\/dt>/).map { String($0.1) }
    #expect(tiles == ["Low", "Medium", "High"].filter(tiles.contains) && tiles.count > 1)
    let bands = try await column("band=Low", 2)
    #expect(!bands.isEmpty && bands.allSatisfy { $0 == "Low" })
    #expect(try await column("text=C7", 5).sorted() == (["c7"] + (70...79).map { "c\($0)" }).sorted())
    #expect(try await column("sort=nonsense&page=99&band=none", 0).isEmpty)
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"), ("+a", "'+a"),
    ("\tx", "'\tx"), ("-12.5", "-12.5"), ("+3", "+3"), ("a=1", "a=1"), ("", ""), ("-", "'-"),
  ])
  func formulasAreMarkedAsText(cell: String, safe: String) {
    #expect(SafeCSV.marked(cell) == safe)
  }

  @Test func aDownloadHasNoFormulas() async throws {
    let server = try await TestServer()
    let csv = "id,age,plan,usage,=cmd()\n=HYPERLINK(1),30,basic,1,@x\n-5,31,basic,2,ok\n"
    let text = try await server.get("\(try await finished(server, upload(server, csv)))/scored.csv").text
    let lines = text.split(separator: "\n")
    #expect(lines[0].hasPrefix("id,age,plan,usage,'=cmd(),"))
    #expect(lines[1].hasPrefix("'=HYPERLINK(1),30,basic,1,'@x,"))
    #expect(lines[2].hasPrefix("-5,31,"))
  }

  @Test func wrongUploadsAreRefused() async throws {
    let server = try await TestServer { $0.limits.fileBytes = 5_000 }
    #expect(try await upload(server, "a,b\n1,2\n", key: "wrong").status == 403)
    #expect(try await upload(server, SmallExperiment.customers(rows: 400)).status == 413)
    #expect(try await server.post("/files", "x", headers: ["Content-Type": "text/csv"]).status == 415)
    let torn = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"c\"\r\n\r\na,b"
    #expect(
      400..<500
        ~= (try await server.post("/files", torn, headers: ["Content-Type": "multipart/form-data; boundary=X"]).status))
    for csv in ["", "a,b\n1,2\n", "id,age\n1\n", "\u{0}\u{1}"] {
      let page = try await server.get(try await finished(server, upload(server, csv))).text
      #expect(page.contains("This file was not scored"), "\(csv)")
    }
  }

  @Test func namesOfFilesAreShownAndNeverRun() async throws {
    let server = try await TestServer()
    let body =
      "--X\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n\(try await server.key("/files"))\r\n--X\r\n"
      + "Content-Disposition: form-data; name=\"file\"; filename=\"../../<img src=x>.csv\"\r\n\r\n"
      + "\(SmallExperiment.customers(rows: 2))\r\n--X--\r\n"
    let answer = try await server.post("/files", body, headers: ["Content-Type": "multipart/form-data; boundary=X"])
    let page = try await server.get(try await finished(server, answer)).text
    #expect(page.contains("&lt;img src=x&gt;.csv"))
    #expect(!page.contains("<img"))
  }
}
