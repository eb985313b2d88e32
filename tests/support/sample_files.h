/* SPDX-License-Identifier: MIT */
/* The files of the sample project; only sample.c includes them. Invented figures. */
#ifndef IECI_SUPPORT_SAMPLE_FILES_H
#define IECI_SUPPORT_SAMPLE_FILES_H

static const char schema_file[] =
    "format: ieci/schema/1\n"
    "id: sample\n"
    "title: {en: Sample index, zh: 样本}\n"
    "notice: Invented figures.\n"
    "languages: [en, zh]\n"
    "score: {range: [1, 100], decimals: 1}\n"
    "rank: {by: printed, ties: min}\n"
    "defaults: {normalise: goalposts, outside: clamp, missing: reweight, aggregate: arithmetic, min_share: 0.3}\n"
    "eligible: {share: 0.5, nodes: {life: 0.3}}\n"
    "denominators: {people: {column: population, scale: 1000}, area: {indicator: surface}}\n"
    "covariates: {surface: {unit: km2, source: survey}}\n"
    "tree:\n"
    "  index:\n"
    "    wealth: [income, firms, patents]\n"
    "    life:\n"
    "      air: [dust, parks]\n"
    "      culture: [museums, films]\n"
    "    links: [flights, cables]\n"
    "nodes:\n"
    "  index: {name: {en: Index, zh: 指数}, aggregate: {rule: power, exponent: 2}}\n"
    "  wealth: {name: {en: Wealth, zh: 财富}, aggregate: geometric}\n"
    "  life: {name: Life, min_share: 0.5, missing: worst}\n"
    "  air: {name: Air, aggregate: harmonic}\n"
    "indicators:\n"
    "  income: {name: Income, unit: dollars, better: higher, worst: 1000, best: 90000, transform: log, source: "
    "survey}\n"
    "  firms: {name: Firms, unit: firms, better: higher, worst: 0, best: 300, transform: log1p, source: survey,\n"
    "    treat: {rule: winsorise, max_points: 2, over: edition}, not_covered: zero, denominate: people}\n"
    "  patents: {name: Patents, unit: patents, better: higher, normalise: {rule: min_max, over: all}, source: office,\n"
    "    outside: extend, missing: {rule: median, of: region}, treat: {rule: winsorise, over: all}}\n"
    "  dust: {name: Dust, unit: ug/m3, better: lower, worst: 60, best: 5, source: survey, below: 0.5, max_age: 3}\n"
    "  parks: {name: Parks, unit: ha, better: higher, normalise: percentile, denominate: area, source: survey,\n"
    "    missing: mean}\n"
    "  museums: {name: Museums, unit: museums, better: higher, normalise: {rule: rank, over: edition}, source: "
    "survey}\n"
    "  films: {name: Films, unit: films, better: higher, source: office, missing: worst, transform: sqrt,\n"
    "    normalise: {rule: z_score, mean: 50, sd: 10, over: 2021}}\n"
    "  flights: {name: Flights, unit: flights, better: higher, worst: 0, best: 500, source: survey, above: 1,\n"
    "    missing: fail}\n"
    "  cables: {name: Cables, unit: cables, better: higher, worst: 0, best: 8, source: survey, not_applicable: drop}\n";

static const char weights_file[] =
    "format: ieci/weights/1\n"
    "schema: sample\n"
    "sets:\n"
    "  even: {default: equal, nodes: {wealth: {income: 2, firms: 1, patents: 1}}}\n"
    "  visitor: {based_on: even, percent: yes, nodes: {index: {wealth: 20, life: 50, links: 30}}}\n";

static const char project_file[] = "format: ieci/index/1\n"
                                   "schema: schema.yaml\n"
                                   "weights: {file: weights.yaml, use: even}\n"
                                   "units: units.csv\n"
                                   "aliases: aliases.csv\n"
                                   "data: [data.csv, wide.csv]\n"
                                   "corrections: corrections.csv\n"
                                   "sources: sources.csv\n"
                                   "editions:\n"
                                   "  2019: {title: {en: Edition 2019, zh: 2019年版}, data_to: 2019, state: final}\n"
                                   "  2021: {title: {en: Edition 2021, zh: 2021年版}, data_to: 2021, state: draft}\n";

static const char units_file[] = "unit,name,name_zh,region,population,first_edition,last_edition\n"
                                 "ada,Ada,阿达,north,100,,\n"
                                 "bor,Bor,博尔,north,250,,\n"
                                 "cef,Cef,塞夫,north,80,2019,2021\n"
                                 "dol,Dol,多尔,south,410,,\n"
                                 "eem,Eem,埃姆,south,90,,\n"
                                 "fes,Fès,非斯,south,1200,2021,\n"
                                 "gao,Gao,加奥,east,33,,2019\n";

static const char aliases_file[] = "spelling,unit\nAdda,ada\nFez,fes\n";

static const char sources_file[] = "key,title,url,licence\n"
                                   "survey,Survey of cities,https://example.org/survey,CC0\n"
                                   "office,\"Office, yearly\",https://example.org/office,CC BY 4.0\n";

static const char data_file[] = "unit,edition,indicator,value,status,year,source,note\n"
                                "ada,2019,income,41000.5,,2018,,\n"
                                "ada,2021,income,43000,,2020,,\n"
                                "bor,2019,income,12000,estimated,2018,,\n"
                                "bor,2021,income,12500,,2020,,\n"
                                "cef,2019,income,88000,,2018,,\n"
                                "cef,2021,income,91000,,2020,,\n"
                                "dol,2019,income,23000,,2018,,\n"
                                "dol,2021,income,22000,carried,2018,,\n"
                                "eem,2019,income,,missing,,,\n"
                                "eem,2021,income,31000,,2020,,\n"
                                "Fez,2021,income,15000,,2020,,\n"
                                "gao,2019,income,9000,,2018,,\n"
                                "Adda,2019,firms,3,,2019,,\n"
                                "ada,2021,firms,5,,2021,,\n"
                                "bor,2019,firms,0,,2019,,\n"
                                "bor,2021,firms,,not_covered,,,\n"
                                "cef,2019,firms,2,,2019,,\n"
                                "cef,2021,firms,40,,2021,,a jump\n"
                                "dol,2019,firms,6,,2019,,\n"
                                "dol,2021,firms,7,,2021,,\n"
                                "eem,2019,firms,1,,2019,,\n"
                                "eem,2021,firms,2,,2021,,\n"
                                "fes,2021,firms,9,,2021,,\n"
                                "gao,2019,firms,,not_covered,,,\n"
                                "ada,2019,dust,12,below,2019,,\n"
                                "ada,2021,dust,11.5,,2021,,\n"
                                "bor,2019,dust,22,,2010,,\n"
                                "bor,2021,dust,21,,2010,,\n"
                                "cef,2019,dust,8,,2019,,\n"
                                "cef,2021,dust,7,,2021,,\n"
                                "dol,2019,dust,55,,2019,,\n"
                                "dol,2021,dust,70,,2021,,\n"
                                "eem,2019,dust,30,,2019,,\n"
                                "eem,2021,dust,29,provisional,2021,,\n"
                                "fes,2021,dust,33,,2021,,\n"
                                "ada,2019,cables,2,,,,\n"
                                "ada,2021,cables,2,,,,\n"
                                "bor,2019,cables,,not_applicable,,,\n"
                                "bor,2021,cables,,not_applicable,,,\n"
                                "cef,2019,cables,0,,,,\n"
                                "cef,2021,cables,1,,,,\n"
                                "dol,2019,cables,8,,,,\n"
                                "dol,2021,cables,8,,,,\n"
                                "eem,2019,cables,3,,,,\n"
                                "eem,2021,cables,,missing,,,\n"
                                "fes,2021,cables,4,,,,\n";

static const char wide_file[] = "unit,edition,surface,parks,museums,films,flights,patents,pigeons\n"
                                "ada,2019,120,30,11,200,140,31.5,1\n"
                                "bor,2019,300,80,3,120,60,12,1\n"
                                "cef,2019,75,12,4,400,220,90,1\n"
                                "dol,2019,800,100,25,,480,NA,1\n"
                                "eem,2019,64,20,3,90,NA,22,1\n"
                                "gao,2019,20,,1,10,5,,1\n"
                                "ada,2021,120,31,12,210,150,33,1\n"
                                "bor,2021,300,82,3,125,61,14,1\n"
                                "cef,2021,75,12,4,390,230,260,1\n"
                                "dol,2021,800,NA,26,310,510,40,1\n"
                                "eem,2021,64,21,3,95,70,,1\n"
                                "fes,2021,700,60,9,150,90,18,1\n";

static const char corrections_file[] = "unit,edition,indicator,old,new,reason,by,date\n"
                                       "ada,2021,museums,12,13,one was closed in error,an editor,2021-05-01\n"
                                       "bor,2019,income,12000,12100,later figure,an editor,2021-05-02\n";

static const char intervals_file[] = "unit,node,edition,low,median,high\neem,index,2021,2,3,4\neem,life,,1,1,2\nada,,,1,1,1\n";

static const char costs_file[] = "indicator,cost,limit\nincome,0.1,\nflights,10,150\n";

static const char accepted_file[] = "check,unit,edition,indicator,reason,by,date\n"
                                    "jump,cef,2021,patents,a new law,an editor,2021-06-01\n"
                                    "jump,ada,2021,museums,a finding of last year,,\n";

static const char wrong_project_file[] = "format: ieci/index/1\n"
                                         "schema: schema.yaml\n"
                                         "unit: units.csv\n"
                                         "data: [../data.csv]\n"
                                         "editions: {}\n";

static const char wrong_schema_file[] = "format: ieci/schema/1\n"
                                        "id: wrong\n"
                                        "title: Wrong\n"
                                        "score: {range: [0, 100], decimals: 1.5}\n"
                                        "rank: {by: printed, ties: minimum}\n"
                                        "defaults: {agregate: arithmetic}\n"
                                        "tree: {index: [a, b]}\n"
                                        "indicators:\n"
                                        "  a: {name: A, unit: m, better: up, source: s}\n"
                                        "  c: {name: C, unit: m, better: higher, source: s}\n";

static const char wrong_weights_file[] = "format: ieci/weights/1\n"
                                         "schema: sample\n"
                                         "sets:\n"
                                         "  even: {default: equl, nodes: {wealth: {income: -1}}}\n";

static const char factors_file[] =
    "format: ieci/factors/1\n"
    "schema: sample\n"
    "seed: 7\n"
    "factors:\n"
    "  shares: {nodes: [index, wealth], distribution: around, within: 25}\n"
    "  top: {path: nodes.index.aggregate, values: [arithmetic, {rule: power, exponent: 2}], chances: [1, 3]}\n"
    "  coverage: {path: [nodes.life.min_share, nodes.links.min_share], values: [0.3]}\n"
    "  noise: {indicator: [dust, income], error: {distribution: lognormal, cv: 0.1}}\n"
    "  without: {remove: [films]}\n";

static const char wrong_factors_file[] = "format: ieci/factors/1\n"
                                         "factors:\n"
                                         "  shares: {nodes: [index], distribution: arround}\n"
                                         "  top: {path: rank.ties, values: [min, max], chances: [1]}\n"
                                         "  noise: {indicator: dust, error: {distribution: normal, sd: 1, cv: 1}}\n";

static const char wrong_csv_file[] = "unit,edition,indicator,value\n"
                                     "ada,2019,income\n"
                                     "ada,2019,\"inc\"ome,1\n";

static const char wrong_data_file[] = "unit,edition,indicator,value\n"
                                      "ada,2019,income,1,5\n"
                                      "ada,2019,income,1.5.5\n";

static const char wrong_cells_file[] = "unit,edition,indicator,value,status\n"
                                       "ada,2019,income,twelve,\n"
                                       "Adaa,2019,income,12,\n"
                                       "bor,2019,income,12,estimatd\n"
                                       "bor,2018,income,12,\n"
                                       "bor,2019,firms,1,\n"
                                       "bor,2019,firms,2,\n";

static const char wrong_corrections_file[] = "unit,edition,indicator,old,new\n"
                                             "ada,2021,museums,11,13\n"
                                             "bor,2019,incom,12000,12100\n";

static const char published_file[] = "edition,unit,level,item,rank,tied\n"
                                     "2019,ada,overall,index,1,0\n"
                                     "2019,bor,overall,index,2,0\n"
                                     "2021,bor,overall,index,1,1\n"
                                     "2021,ada,overall,index,1,1\n"
                                     "2021,cef,overall,index,3,0\n";

static const char formulas_file[] = "a,b\n\"=1+1\",\"x,\"\"y\"\"\"\n'+2,-3\n";

#endif
