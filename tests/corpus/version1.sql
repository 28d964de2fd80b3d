BEGIN TRANSACTION;
PRAGMA application_id = 1736079978;
PRAGMA user_version = 1;
CREATE VIRTUAL TABLE sections_fts USING fts5(grams, content='', detail=none, tokenize='ascii');
CREATE TABLE edits ("passage_id" TEXT NOT NULL REFERENCES passages(id) ON DELETE CASCADE, "class" TEXT, "a_start" INTEGER, "a_end" INTEGER, "b_start" INTEGER, "b_end" INTEGER);
INSERT INTO "edits" VALUES('0b8e62a7865ef8dd','name',0,3,0,3);
INSERT INTO "edits" VALUES('0b8e62a7865ef8dd','figure',3,7,3,7);
INSERT INTO "edits" VALUES('0b8e62a7865ef8dd','figure',32,35,32,35);
CREATE TABLE families ("id" INTEGER PRIMARY KEY, "size" INTEGER, "earliest_report_id" TEXT REFERENCES reports(id) ON DELETE SET NULL);
INSERT INTO "families" VALUES(1,2,'942555861ad545f0-r0');
CREATE TABLE family_members ("family_id" INTEGER NOT NULL REFERENCES families(id) ON DELETE CASCADE, "report_id" TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE);
INSERT INTO "family_members" VALUES(1,'6c47055c8eaf0d24-r0');
INSERT INTO "family_members" VALUES(1,'942555861ad545f0-r0');
CREATE TABLE formula_occurrences ("formula_id" INTEGER NOT NULL REFERENCES formulae(id) ON DELETE CASCADE, "report_id" TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE, "start" INTEGER, "end" INTEGER);
CREATE TABLE formulae ("id" INTEGER PRIMARY KEY, "text" TEXT, "reports" INTEGER, "organisations" INTEGER);
CREATE TABLE measures ("id" TEXT PRIMARY KEY, "page_id" TEXT NOT NULL REFERENCES pages(id) ON DELETE CASCADE, "report_id" TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE, "section_id" TEXT NOT NULL REFERENCES sections(id) ON DELETE CASCADE, "sentence_id" TEXT REFERENCES sentences(id) ON DELETE CASCADE, "start" INTEGER, "end" INTEGER, "text" TEXT, "value" NUMERIC, "value_max" NUMERIC, "low" NUMERIC, "high" NUMERIC, "unit" TEXT, "unit_raw" TEXT, "modifier" TEXT, "action" TEXT, "object" TEXT, "category" TEXT, "concept" TEXT, "status" TEXT, "per" TEXT, "action_start" INTEGER, "object_start" INTEGER, "rule" TEXT, "confidence" REAL, "part_of" TEXT, "in_copy" INTEGER NOT NULL DEFAULT 0);
INSERT INTO "measures" VALUES('942555861ad545f0-m32','942555861ad545f0','942555861ad545f0-r0','942555861ad545f0-s18','942555861ad545f0-t25',32,37,'300余份',300,NULL,300,400,'份','份','over','发放','宣传单','leaflets','leaflets','done','',27,29,'arabic+verb-noun-figure+leaflet-noun',0.98,NULL,0);
INSERT INTO "measures" VALUES('942555861ad545f0-m42','942555861ad545f0','942555861ad545f0-r0','942555861ad545f0-s18','942555861ad545f0-t25',42,44,'5条',5,NULL,5,5,'条','条','exact','悬挂','横幅','banners','banners','done','',38,40,'arabic+verb-noun-figure+banner-noun',0.98,NULL,0);
INSERT INTO "measures" VALUES('942555861ad545f0-m50','942555861ad545f0','942555861ad545f0-r0','942555861ad545f0-s18','942555861ad545f0-t25',50,52,'2期',2,NULL,2,2,'期','期','exact','举办','培训班','meetings','meetings/培训','done','',45,47,'arabic+event+meeting-noun',0.98,NULL,0);
INSERT INTO "measures" VALUES('6c47055c8eaf0d24-m32','6c47055c8eaf0d24','6c47055c8eaf0d24-r0','6c47055c8eaf0d24-s18','6c47055c8eaf0d24-t25',32,37,'260余份',260,NULL,260,270,'份','份','over','发放','宣传单','leaflets','leaflets','done','',27,29,'arabic+verb-noun-figure+leaflet-noun',0.98,NULL,1);
INSERT INTO "measures" VALUES('6c47055c8eaf0d24-m42','6c47055c8eaf0d24','6c47055c8eaf0d24-r0','6c47055c8eaf0d24-s18','6c47055c8eaf0d24-t25',42,44,'5条',5,NULL,5,5,'条','条','exact','悬挂','横幅','banners','banners','done','',38,40,'arabic+verb-noun-figure+banner-noun',0.98,NULL,1);
INSERT INTO "measures" VALUES('6c47055c8eaf0d24-m50','6c47055c8eaf0d24','6c47055c8eaf0d24-r0','6c47055c8eaf0d24-s18','6c47055c8eaf0d24-t25',50,52,'2期',2,NULL,2,2,'期','期','exact','举办','培训班','meetings','meetings/培训','done','',45,47,'arabic+event+meeting-noun',0.98,NULL,1);
CREATE TABLE noise ("page_id" TEXT NOT NULL REFERENCES pages(id) ON DELETE CASCADE, "start" INTEGER, "end" INTEGER, "reason" TEXT);
CREATE TABLE pages ("id" TEXT PRIMARY KEY, "name" TEXT, "path" TEXT, "text" TEXT, "sha256" TEXT, "encoding" TEXT, "language" TEXT, "reason" TEXT, "program" TEXT);
INSERT INTO "pages" VALUES('942555861ad545f0','001','v1pages/001.txt','柳塘镇2021年垃圾分类工作总结

一、广泛宣传
今年发放宣传单300余份，悬挂横幅5条，举办培训班2期，做到了人人知晓、户户参与，群众的环保意识有了明显提高。

二、存在问题
垃圾桶不足，清运不及时。
','6d5bec7de6bb6de999db3202e4853984d410c685f508e0930f625005f3c8d88f','utf-8','zh','','14401c75862e0c57');
INSERT INTO "pages" VALUES('6c47055c8eaf0d24','002','v1pages/002.txt','白石镇2022年垃圾分类工作总结

一、广泛宣传
今年发放宣传单260余份，悬挂横幅5条，举办培训班2期，做到了人人知晓、户户参与，群众的环保意识有了明显提高。

二、存在问题
垃圾桶不足，清运不及时。
','8208c7962a1edfc09b99dc6a03759bc91d4f2d80b7dbd4f00a4ccae9253d8155','utf-8','zh','','14401c75862e0c57');
CREATE TABLE passages ("id" TEXT PRIMARY KEY, "kind" TEXT, "formula" INTEGER, "a_report_id" TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE, "a_start" INTEGER, "a_end" INTEGER, "b_report_id" TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE, "b_start" INTEGER, "b_end" INTEGER, "family_id" INTEGER REFERENCES families(id) ON DELETE SET NULL);
INSERT INTO "passages" VALUES('0b8e62a7865ef8dd','mixed',0,'6c47055c8eaf0d24-r0',0,101,'942555861ad545f0-r0',0,101,1);
CREATE TABLE refusals ("run_id" INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE, "path" TEXT, "reason" TEXT);
CREATE TABLE reports ("id" TEXT PRIMARY KEY, "page_id" TEXT NOT NULL REFERENCES pages(id) ON DELETE CASCADE, "start" INTEGER, "end" INTEGER, "kind" TEXT, "title" TEXT, "organisation" TEXT, "level" TEXT, "topic" TEXT, "year" INTEGER, "period" TEXT, "confidence" REAL, "cues" TEXT, "copied_share" REAL);
INSERT INTO "reports" VALUES('942555861ad545f0-r0','942555861ad545f0',0,101,'summary','柳塘镇2021年垃圾分类工作总结','柳塘镇','township','垃圾分类',2021,NULL,0.9,'page_head',1.0);
INSERT INTO "reports" VALUES('6c47055c8eaf0d24-r0','6c47055c8eaf0d24',0,101,'summary','白石镇2022年垃圾分类工作总结','白石镇','township','垃圾分类',2022,NULL,0.9,'page_head',1.0);
CREATE TABLE runs ("id" INTEGER PRIMARY KEY, "started" TEXT, "finished" TEXT, "status" TEXT, "version" TEXT, "inputs" TEXT, "settings" TEXT, "pages" INTEGER, "unchanged" INTEGER, "refused" INTEGER, "seconds" TEXT);
INSERT INTO "runs" VALUES(1,'2026-11-21T22:14:11+00:00','2026-11-21T22:14:14+00:00','done','0.1.0','["v1pages"]','{"jobs": 1}',2,0,0,'{"reading": 0.0, "structure": 0.117, "measures": 0.229, "labels": 0.038, "writing": 0.004, "reuse": 0.098}');
CREATE TABLE section_docs ("docid" INTEGER PRIMARY KEY, "section_id" TEXT NOT NULL UNIQUE REFERENCES sections(id) ON DELETE CASCADE);
INSERT INTO "section_docs" VALUES(1,'942555861ad545f0-s0');
INSERT INTO "section_docs" VALUES(2,'942555861ad545f0-s18');
INSERT INTO "section_docs" VALUES(3,'942555861ad545f0-s82');
INSERT INTO "section_docs" VALUES(4,'6c47055c8eaf0d24-s0');
INSERT INTO "section_docs" VALUES(5,'6c47055c8eaf0d24-s18');
INSERT INTO "section_docs" VALUES(6,'6c47055c8eaf0d24-s82');
CREATE TABLE sections ("id" TEXT PRIMARY KEY, "page_id" TEXT NOT NULL REFERENCES pages(id) ON DELETE CASCADE, "report_id" TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE, "start" INTEGER, "end" INTEGER, "depth" INTEGER, "number" TEXT, "heading" TEXT, "label" TEXT, "confidence" REAL, "text" TEXT);
INSERT INTO "sections" VALUES('942555861ad545f0-s0','942555861ad545f0','942555861ad545f0-r0',0,18,0,'','','preamble',0.9981,'柳塘镇2021年垃圾分类工作总结

');
INSERT INTO "sections" VALUES('942555861ad545f0-s18','942555861ad545f0','942555861ad545f0-r0',18,82,1,'一、','一、广泛宣传','publicity',0.9918,'一、广泛宣传
今年发放宣传单300余份，悬挂横幅5条，举办培训班2期，做到了人人知晓、户户参与，群众的环保意识有了明显提高。

');
INSERT INTO "sections" VALUES('942555861ad545f0-s82','942555861ad545f0','942555861ad545f0-r0',82,101,1,'二、','二、存在问题','problems',0.9989,'二、存在问题
垃圾桶不足，清运不及时。');
INSERT INTO "sections" VALUES('6c47055c8eaf0d24-s0','6c47055c8eaf0d24','6c47055c8eaf0d24-r0',0,18,0,'','','preamble',0.9981,'白石镇2022年垃圾分类工作总结

');
INSERT INTO "sections" VALUES('6c47055c8eaf0d24-s18','6c47055c8eaf0d24','6c47055c8eaf0d24-r0',18,82,1,'一、','一、广泛宣传','publicity',0.9918,'一、广泛宣传
今年发放宣传单260余份，悬挂横幅5条，举办培训班2期，做到了人人知晓、户户参与，群众的环保意识有了明显提高。

');
INSERT INTO "sections" VALUES('6c47055c8eaf0d24-s82','6c47055c8eaf0d24','6c47055c8eaf0d24-r0',82,101,1,'二、','二、存在问题','problems',0.9989,'二、存在问题
垃圾桶不足，清运不及时。');
CREATE TABLE sentences ("id" TEXT PRIMARY KEY, "page_id" TEXT NOT NULL REFERENCES pages(id) ON DELETE CASCADE, "section_id" TEXT NOT NULL REFERENCES sections(id) ON DELETE CASCADE, "start" INTEGER, "end" INTEGER, "text" TEXT);
INSERT INTO "sentences" VALUES('942555861ad545f0-t0','942555861ad545f0','942555861ad545f0-s0',0,16,'柳塘镇2021年垃圾分类工作总结');
INSERT INTO "sentences" VALUES('942555861ad545f0-t18','942555861ad545f0','942555861ad545f0-s18',18,24,'一、广泛宣传');
INSERT INTO "sentences" VALUES('942555861ad545f0-t25','942555861ad545f0','942555861ad545f0-s18',25,80,'今年发放宣传单300余份，悬挂横幅5条，举办培训班2期，做到了人人知晓、户户参与，群众的环保意识有了明显提高。');
INSERT INTO "sentences" VALUES('942555861ad545f0-t82','942555861ad545f0','942555861ad545f0-s82',82,88,'二、存在问题');
INSERT INTO "sentences" VALUES('942555861ad545f0-t89','942555861ad545f0','942555861ad545f0-s82',89,101,'垃圾桶不足，清运不及时。');
INSERT INTO "sentences" VALUES('6c47055c8eaf0d24-t0','6c47055c8eaf0d24','6c47055c8eaf0d24-s0',0,16,'白石镇2022年垃圾分类工作总结');
INSERT INTO "sentences" VALUES('6c47055c8eaf0d24-t18','6c47055c8eaf0d24','6c47055c8eaf0d24-s18',18,24,'一、广泛宣传');
INSERT INTO "sentences" VALUES('6c47055c8eaf0d24-t25','6c47055c8eaf0d24','6c47055c8eaf0d24-s18',25,80,'今年发放宣传单260余份，悬挂横幅5条，举办培训班2期，做到了人人知晓、户户参与，群众的环保意识有了明显提高。');
INSERT INTO "sentences" VALUES('6c47055c8eaf0d24-t82','6c47055c8eaf0d24','6c47055c8eaf0d24-s82',82,88,'二、存在问题');
INSERT INTO "sentences" VALUES('6c47055c8eaf0d24-t89','6c47055c8eaf0d24','6c47055c8eaf0d24-s82',89,101,'垃圾桶不足，清运不及时。');
CREATE TABLE settings ("key" TEXT PRIMARY KEY, "value" TEXT);
INSERT INTO "settings" VALUES('reuse','current');
CREATE TABLE sources ("location" TEXT PRIMARY KEY, "page_id" TEXT NOT NULL REFERENCES pages(id) ON DELETE CASCADE, "sha256" TEXT NOT NULL);
INSERT INTO "sources" VALUES('b25bceb2fcf526e1','942555861ad545f0','6d5bec7de6bb6de999db3202e4853984d410c685f508e0930f625005f3c8d88f');
INSERT INTO "sources" VALUES('a0efd59ec609d47f','6c47055c8eaf0d24','8208c7962a1edfc09b99dc6a03759bc91d4f2d80b7dbd4f00a4ccae9253d8155');
CREATE VIEW measure_totals AS SELECT category, concept, unit, count(*) AS measures, count(DISTINCT report_id) AS reports, sum(value) AS total FROM measures WHERE status = 'done' AND part_of IS NULL AND NOT in_copy AND value IS NOT NULL AND per = '' AND category <> 'rates' GROUP BY category, concept, unit;
CREATE VIEW measures_in_context AS SELECT m.id, p.name AS page, r.title AS report, r.organisation, r.year, s.label, s.heading, m.category, m.action, m.object, m.value, m.value_max, m.unit, m.modifier, m.status, m.in_copy, t.text AS sentence, m.page_id, m.report_id, m.section_id, m."start", m."end" FROM measures m JOIN pages p ON p.id = m.page_id JOIN reports r ON r.id = m.report_id JOIN sections s ON s.id = m.section_id LEFT JOIN sentences t ON t.id = m.sentence_id;
CREATE VIEW passage_texts AS SELECT x.id, x.kind, x.formula, pa.name AS a_page, x.a_report_id, substr(pa.text, x.a_start + 1, x.a_end - x.a_start) AS a_text, pb.name AS b_page, x.b_report_id, substr(pb.text, x.b_start + 1, x.b_end - x.b_start) AS b_text FROM passages x JOIN reports ra ON ra.id = x.a_report_id JOIN pages pa ON pa.id = ra.page_id JOIN reports rb ON rb.id = x.b_report_id JOIN pages pb ON pb.id = rb.page_id;
CREATE INDEX idx_pages_name ON pages ("name");
CREATE INDEX idx_pages_sha256 ON pages ("sha256");
CREATE INDEX idx_sources_page_id ON sources ("page_id");
CREATE INDEX idx_noise_page_id ON noise ("page_id");
CREATE INDEX idx_reports_page_id ON reports ("page_id");
CREATE INDEX idx_reports_year ON reports ("year");
CREATE INDEX idx_reports_topic ON reports ("topic");
CREATE INDEX idx_reports_level ON reports ("level");
CREATE INDEX idx_sections_page_id ON sections ("page_id");
CREATE INDEX idx_sections_report_id ON sections ("report_id");
CREATE INDEX idx_sections_label ON sections ("label");
CREATE INDEX idx_sentences_page_id ON sentences ("page_id");
CREATE INDEX idx_sentences_section_id ON sentences ("section_id");
CREATE INDEX idx_measures_page_id ON measures ("page_id");
CREATE INDEX idx_measures_report_id ON measures ("report_id");
CREATE INDEX idx_measures_section_id ON measures ("section_id");
CREATE INDEX idx_measures_sentence_id ON measures ("sentence_id");
CREATE INDEX idx_measures_category_unit_value ON measures ("category", "unit", "value");
CREATE INDEX idx_measures_concept ON measures ("concept");
CREATE INDEX idx_family_members_family_id ON family_members ("family_id");
CREATE INDEX idx_family_members_report_id ON family_members ("report_id");
CREATE INDEX idx_passages_a_report_id ON passages ("a_report_id");
CREATE INDEX idx_passages_b_report_id ON passages ("b_report_id");
CREATE INDEX idx_passages_family_id ON passages ("family_id");
CREATE INDEX idx_edits_passage_id ON edits ("passage_id");
CREATE INDEX idx_formula_occurrences_formula_id ON formula_occurrences ("formula_id");
CREATE INDEX idx_formula_occurrences_report_id ON formula_occurrences ("report_id");
CREATE INDEX idx_refusals_run_id ON refusals ("run_id");
COMMIT;
