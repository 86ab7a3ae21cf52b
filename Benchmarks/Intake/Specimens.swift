/// Sound documents to damage: the shapes that test runners and learning systems really send.
enum Specimens {
  static let reports: [String] = [pytest, swiftTest, playwright, surefire, nested, bare, latin1]
  static let statements: [String] = [single, moodle, group, score, reference]

  private static let pytest = #"""
    <?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="1"
    skipped="2" tests="6" time="0.047" timestamp="2026-03-01T09:00:00.097057+00:00" hostname="runner-1"><testcase
    classname="tests.test_vat.TestRounding" name="test_half_up" time="0.000" /><testcase classname="tests.test_vat"
    name="test_total" time="0.012"><failure message="AssertionError: &lt;19.00&gt; &amp; more&#10;assert 19 == 20">def
    test_total(): &gt;  assert 19 == 20
    E    AssertionError: &lt;19.00&gt; &amp; more</failure></testcase><testcase classname="tests.test_vat"
    name="test_later" time="0.000"><skipped type="pytest.skip" message="later">tests/test_vat.py:5: later</skipped>
    </testcase><testcase classname="tests.test_vat" name="test_known" time="0.000"><skipped type="pytest.xfail"
    message="" /></testcase><testcase classname="tests.test_vat" name="test_till[Zürich-✓]" time="1.5"><error
    message="failed on setup with &quot;OSError: no database&quot;">E   OSError: no database</error></testcase>
    <testcase classname="tests.test_vat" name="test_again" time="0.1" /><testcase classname="tests.test_vat"
    name="test_again" time="0.2"><failure message="once">again</failure></testcase></testsuite></testsuites>
    """#

  private static let swiftTest = #"""
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites>
      <testsuite name="TestResults" errors="0" tests="3" failures="2" skipped="1" time="0.0026">
        <testcase classname="LedgerTests.Sums" name="adds()" time="0.0015" />
        <testcase classname="LedgerTests.Sums" name="each(_:)" time="0.002" >
          <failure message="Expectation failed: (n &#8594; 2) == 1 (error)" />
          <failure message="Expectation failed: (n &#x2192; 3) == 1 (error)" />
        </testcase>
        <testcase classname="LedgerTests.Sums" name="later()" >
          <skipped>not today</skipped>
        </testcase>
      </testsuite>
    </testsuites>
    """#

  private static let playwright = #"""
    <testsuites id="" name="" tests="2" failures="1" skipped="0" errors="0" time="4.2">
    <testsuite name="till.spec.ts" timestamp="2026-03-01T09:00:00.000Z" hostname="chromium" tests="2" failures="1" time="3">
    <testcase name="Till › opens the drawer" classname="till.spec.ts" time="1.23">
    <failure message="till.spec.ts:3:1 opens the drawer" type="FAILURE">
    <![CDATA[  [chromium] › till.spec.ts:3:1 › Till › opens the drawer

        Error: expect(received).toBe(expected) // <!DOCTYPE html> was shown
    ]]>
    </failure>
    <system-out>
    <![CDATA[
    [[ATTACHMENT|results/drawer/trace.zip]]
    ]]>
    </system-out>
    </testcase>
    <testcase name="Till › closes" classname="till.spec.ts" time="0.4"></testcase>
    </testsuite>
    </testsuites>
    """#

  private static let surefire = #"""
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0" name="org.example.VatTest"
      time="1,234.5" tests="4" errors="0" skipped="0" failures="1" flakes="1">
      <properties><property name="java.version" value="21"/></properties>
      <testcase name="settles" classname="org.example.VatTest" time="0.01">
        <flakyFailure message="expected: &lt;1&gt;" type="org.opentest4j.AssertionFailedError">
          <stackTrace><![CDATA[at org.example.VatTest.settles(VatTest.java:12)]]></stackTrace>
          <system-out>once</system-out>
        </flakyFailure>
      </testcase>
      <testcase name="never" classname="org.example.VatTest" time="0.02">
        <failure message="expected: &lt;2&gt;" type="AssertionFailedError"><![CDATA[at VatTest.never]]></failure>
        <rerunFailure message="expected: &lt;2&gt;" type="AssertionFailedError"><stackTrace>at</stackTrace></rerunFailure>
      </testcase>
      <testcase name="plain" classname="org.example.VatTest" time="0"/>
    </testsuite>
    """#

  private static let nested = #"""
    <!-- two levels --><?runner x?>
    <testsuites><testsuite name="all"><testsuite name="ledger"><testsuite name="vat" hostname="a">
    <testcase name="one" status="run" result="completed"/><testcase name="two" status="notrun"/></testsuite>
    <error message="the suite broke">outside of its tests</error></testsuite></testsuite></testsuites>
    """#

  private static let bare = "<testsuite><testcase name='x'/></testsuite>"
  private static let latin1 =
    "<?xml version='1.0' encoding='ISO-8859-1'?><testsuite name='a'><testcase name='b' time='1e2'/></testsuite>"

  private static let single = #"""
    {"id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee","actor":{"mbox":"mailto:ada@example.org"},
    "verb":{"id":"http://adlnet.gov/expapi/verbs/completed","display":{"en":"completed"}},
    "object":{"id":"https://learn.example.org/courses/selling"},"timestamp":"2026-03-01T09:00:00Z"}
    """#

  private static let moodle = #"""
    [{"actor":{"objectType":"Agent","name":"Ada Long","account":{"homePage":"https://learn.example.org","name":"17"}},
    "verb":{"id":"http://adlnet.gov/expapi/verbs/passed"},"object":{"objectType":"Activity",
    "id":"https://learn.example.org/mod/quiz/view.php?id=4","definition":{"type":"http://adlnet.gov/expapi/activities/x",
    "name":{"en":"Selling \u2713 \ud83d\ude00"}}},"result":{"success":true,"completion":true,"duration":"PT1H30M5.5S",
    "score":{"scaled":0.85,"raw":17,"min":0,"max":20}},"timestamp":"2026-03-01T10:00:00.123+01:00","version":"1.0.3",
    "context":{"platform":"Moodle","extensions":{"https://x.example.org/a":[1,[2,[3,{"deep":null}]]]}}},
    {"id":"7790e6c9-3ef0-4ed3-8b37-7f3964730bee","actor":{"mbox_sha1sum":"ebd31e95054c018b10727ccffd2ef2ec3a016ee9"},
    "verb":{"id":"http://adlnet.gov/expapi/verbs/failed"},"object":{"id":"urn:course:2"},
    "result":{"success":false,"score":{"scaled":-0.5}},"timestamp":"2026-03-01T10:00:00+0100"}]
    """#

  private static let group = #"""
    [{"actor":{"objectType":"Group","name":"Till 3","member":[{"mbox":"mailto:ben@example.org"},
    {"openid":"https://id.example.org/cleo"}]},"verb":{"id":"http://adlnet.gov/expapi/verbs/attended"},
    "object":{"id":"https://learn.example.org/sessions/1"}}]
    """#

  private static let score = #"""
    {"actor":{"openid":"https://id.example.org/ada"},"verb":{"id":"http://adlnet.gov/expapi/verbs/answered"},
    "object":{"id":"https://learn.example.org/q/1"},"result":{"response":"B","duration":"P1DT0.25S","score":{"raw":-1e3}}}
    """#

  private static let reference = #"""
    [{"actor":{"mbox":"mailto:ada@example.org"},"verb":{"id":"http://adlnet.gov/expapi/verbs/voided"},
    "object":{"objectType":"StatementRef","id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee"}}]
    """#
}
