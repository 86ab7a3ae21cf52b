import Testing

@testable import Execution

@Suite struct SQLTextTests {
  private func fault(_ text: String) -> SQLText.Fault? {
    do throws(SQLText.Fault) {
      try SQLText(text).check()
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    "select 1", " SELECT count(*) from a;", "with x as (select 1) select * from x", "values (1)", "(select 1)",
    "-- why\nselect 1", "/* why; */ select ';' -- end; ", "select 'it''s; --' /* ; */ ;\n", "select \"a;b\" from t",
    "select $$a;b$$", "select $t$ $$ ; $t$", "select 1 - -1", "select 1;;", "pragma integrity_check", "show timezone",
    "select 'a'||';'",
  ])
  func oneQuestionIsAllowed(_ text: String) {
    #expect(fault(text) == nil)
  }

  @Test(arguments: [
    ("", SQLText.Fault.empty), (" \n", .empty), (".shell id", .clientCommand), ("\n .dump", .clientCommand),
    ("\\! id", .clientCommand), ("select 1; select 2", .severalStatements),
    ("select ''; drop table a", .severalStatements),
    ("select 1; -- x\n drop table a", .severalStatements), ("select $a$;$a$; drop table a", .severalStatements),
    ("select 'a", .unfinished), ("select /* a", .unfinished), ("select \"a", .unfinished), ("select $$a", .unfinished),
    ("delete from a", .notAQuestion("delete")), ("attach 'x' as y", .notAQuestion("attach")),
    ("/* x */ update a", .notAQuestion("update")), ("selectx", .notAQuestion("selectx")), ("1", .notAQuestion("")),
    ("copy (select 1) to program 'id'", .notAQuestion("copy")), (";", .notAQuestion("")),
    (#"select E'\'' ; drop table a -- '"#, .ambiguous), ("select 1 /* /* */ ' */ ; drop table a; -- '", .ambiguous),
  ])
  func whateverElseIsNot(_ text: String, _ expected: SQLText.Fault) {
    #expect(fault(text) == expected)
  }

  @Test(arguments: [
    ("select ", SQLText.Place.code), ("select '", .text), ("select 'a''", .text), ("select 'a' ", .code),
    ("select \"", .other), ("select /* ", .other), ("-- x\n", .code), ("select $$", .other),
  ])
  func theEndOfATextHasAPlace(_ text: String, _ place: SQLText.Place) {
    #expect(SQLText(text).end == place)
  }

  @Test(arguments: 1...30) func noTextDoesHarm(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let parts = ["'", "\"", "$", "$a$", "--", "/*", "*/", ";", "select", "\\", "\n", " ", "x", "ä", "\u{0}"]
    for _ in 0..<300 {
      let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        parts[Int.random(in: 0..<parts.count, using: &random)]
      }
      .joined()
      _ = fault(text)
      _ = SQLText(text).end
      _ = try? PostgresTarget(text)
      _ = try? PostgresTarget("postgresql://" + text)
    }
  }

  @Test(arguments: [
    ("host=h dbname=d user=u port=5", "dbname='d' host='h' port='5' user='u'"),
    ("dbname = 'a b\\'c' ", "dbname='a b\\'c'"), ("postgresql://u@h:6/d", "dbname='d' host='h' port='6' user='u'"),
    ("postgres:///d?host=/tmp", "dbname='d' host='/tmp'"), ("postgresql://[::1]:5/d", "dbname='d' host='::1' port='5'"),
    ("postgresql://h/a%20b?sslmode=require", "dbname='a b' host='h' sslmode='require'"), ("", ""),
  ])
  func connectionsAreTakenApart(_ text: String, _ written: String) throws {
    #expect(try PostgresTarget(text).text == written)
  }

  @Test(arguments: [
    "password=x", "postgresql://u:p@h/d", "options='-c x=y'", "passfile=/etc/x", "service=x", "sslkey=/x", "host=a,b",
    "host", "=x", "dbname='x", "dbname=x\\", "hostaddr=127.0.0.1", "postgresql://h/d?options=x", "postgresql://h/%zz",
    "sslrootcert=/etc/shadow", "postgresql://h/d%00",
  ])
  func whatAConnectionMayNotSayIsRefused(_ text: String) {
    #expect(throws: PostgresTarget.Fault.self) { try PostgresTarget(text) }
  }
}
