/// Statements in the shapes that learning systems send.
enum XAPISpecimens {
  static let all = [single, batch, group]

  static let single = #"""
    {"id":"6690E6C9-3ef0-4ed3-8b37-7f3964730bee","actor":{"mbox":"mailto:ada@example.org","name":"Ada"},
     "verb":{"id":"http://adlnet.gov/expapi/verbs/completed","display":{"en":"completed"}},
     "object":{"id":"https://learn.example.org/courses/selling"},"timestamp":"2026-03-01T09:00:00Z"}
    """#

  static let batch = #"""
    [{"actor":{"objectType":"Agent","name":"Ada","account":{"homePage":"https://learn.example.org","name":"17"}},
     "verb":{"id":"http://adlnet.gov/expapi/verbs/passed"},"object":{"objectType":"Activity",
     "id":"https://learn.example.org/mod/quiz/view.php?id=4","definition":{"name":{"en":"Selling \u2713 \ud83d\ude00"}}},
     "result":{"success":true,"completion":true,"duration":"PT1H30M5.5S","score":{"scaled":0.85,"raw":17,"min":0,"max":20}},
     "timestamp":"2026-03-01T10:00:00.123+01:00","version":"1.0.3","context":{"platform":"Moodle",
     "extensions":{"https://x.example.org/a":[1,[2,[3,{"deep":null}]]]}}},
     {"id":"7790e6c9-3ef0-4ed3-8b37-7f3964730bee","actor":{"mbox_sha1sum":"EBD31e95054c018b10727ccffd2ef2ec3a016ee9"},
     "verb":{"id":"http://adlnet.gov/expapi/verbs/failed"},"object":{"id":"urn:course:2"},
     "result":{"success":false,"score":{"scaled":-1}},"timestamp":"2026-03-01T10:00:00+0100"}]
    """#

  static let group = #"""
    [{"actor":{"objectType":"Group","name":"Till 3","member":[{"mbox":"mailto:ben@example.org"},
     {"objectType":"Agent","openid":"https://id.example.org/cleo"}]},
     "verb":{"id":"http://adlnet.gov/expapi/verbs/attended"},"object":{"id":"https://learn.example.org/sessions/1"}}]
    """#
}
