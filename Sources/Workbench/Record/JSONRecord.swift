public import Foundation

/// Records to JSON and back. Keys stand in the order of the type's properties, numbers in the shortest form that reads back to the
/// same bits.
public enum JSONRecord {
  /// One line.
  public static func compact<Record: Encodable>(_ record: Record) -> String { json(record).compact }

  /// Indented, with a newline at the end.
  public static func pretty<Record: Encodable>(_ record: Record) -> String { json(record).pretty }

  public static func json<Record: Encodable>(_ record: Record) -> JSON { JSONEncoding.value(of: record) }

  public static func read<Record: Decodable>(_ type: Record.Type, from data: Data) throws -> Record {
    try JSONDecoder().decode(type, from: data)
  }
}
