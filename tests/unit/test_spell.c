/* Values as CloudFormation spells them, shown as compact trees, and the
   sections of a template. */
#include "unit.h"
#include "emit/walk.h"
#include "graph_maker.h"

/* A tree as text: strings quoted, calls marked with "!". */
static void show_tree(struct buffer *out, const struct tree *tree)
{
    switch ((enum tree_kind)tree->kind) {
    case TREE_NULL: buffer_add_c(out, "null"); break;
    case TREE_BOOL: buffer_add_c(out, tree->truth ? "true" : "false"); break;
    case TREE_INTEGER: case TREE_NUMBER: case TREE_DIGITS: buffer_add(out, tree_digits(out->arena, tree)); break;
    case TREE_STRING: buffer_add_format(out, "'%.*s'", (int)tree->count, tree->string); break;
    case TREE_LIST:
        for (uint32_t i = 0; i < tree->count; i++) {
            buffer_add_c(out, i ? " " : "[");
            show_tree(out, &tree->items[i]);
        }
        buffer_add_c(out, tree->count ? "]" : "[]");
        break;
    case TREE_MAP:
        for (uint32_t i = 0; i < tree->count; i++) {
            buffer_add_c(out, i ? " " : "{");
            buffer_add_c(out, tree->intrinsic ? "!" : "");
            buffer_add_format(out, "%s: ", tree->fields[i].key.at);
            show_tree(out, &tree->fields[i].value);
        }
        buffer_add_c(out, tree->count ? "}" : "{}");
        break;
    }
}

static const char *shown(struct maker *maker, struct tree tree)
{
    struct buffer out;
    buffer_init(&out, &maker->arena);
    show_tree(&out, &tree);
    buffer_add_char(&out, '\0');
    return out.at;
}

static const char *spelled(struct maker *maker, struct value value)
{
    return shown(maker, template_value(&maker->arena, value));
}

/* ---- The whole template as one tree ---- */

struct collector {
    struct arena *arena;
    VEC(struct tree_field) top;
    VEC(struct tree_field) section;
};

static bool collect_value(void *context, struct text section, const struct tree *value)
{
    struct collector *collector = context;
    *VEC_ADD(collector->arena, &collector->top) = (struct tree_field){ section, *value };
    return true;
}

static bool collect_open(void *context, struct text section)
{
    struct collector *collector = context;
    *VEC_ADD(collector->arena, &collector->top) = (struct tree_field){ .key = section };
    memset(&collector->section, 0, sizeof collector->section);
    return true;
}

static bool collect_entry(void *context, struct text key, const struct tree *body)
{
    struct collector *collector = context;
    *VEC_ADD(collector->arena, &collector->section) = (struct tree_field){ key, *body };
    return true;
}

static bool collect_close(void *context)
{
    struct collector *collector = context;
    collector->top.at[collector->top.count - 1].value = tree_map(collector->section.at, collector->section.count);
    return true;
}

static struct tree whole_tree(struct maker *maker)
{
    static const struct template_visitor visitor = { collect_value, collect_open, collect_entry, collect_close };
    struct collector collector = { .arena = &maker->arena };
    assert_true(template_walk(&maker->arena, &maker->stack, &visitor, &collector));
    return tree_map(collector.top.at, collector.top.count);
}

/* One section of the template, or "" where it is left out. */
static const char *section(struct maker *maker, const char *name)
{
    struct tree tree = whole_tree(maker);
    for (uint32_t i = 0; i < tree.count; i++)
        if (text_equal_c(tree.fields[i].key, name))
            return shown(maker, tree.fields[i].value);
    return "";
}

static void known_values(void **state)
{
    struct maker *m = *state;
    assert_string_equal(spelled(m, integer(INT64_MAX)), "9223372036854775807");
    assert_string_equal(spelled(m, number(0.1)), "0.1");
    assert_string_equal(spelled(m, number(1e20)), "1.0e+20");
    assert_string_equal(spelled(m, number(2.0 * 1e308 * 10)), "'inf'");
    assert_string_equal(spelled(m, truth(true)), "true");
    assert_string_equal(spelled(m, cidr(0x0a000000, 16)), "'10.0.0.0/16'");
    assert_string_equal(spelled(m, cidr(0xffffffff, 32)), "'255.255.255.255/32'");
    assert_string_equal(spelled(m, cidr(0, 0)), "'0.0.0.0/0'");
    struct value ip = { .kind = VALUE_IP, .network = { 0x0a0a6405, 32 } };
    assert_string_equal(spelled(m, ip), "'10.10.100.5'");
}

static void null_is_left_out(void **state)
{
    struct maker *m = *state;
    assert_string_equal(spelled(m, MAP(m, { "A", integer(1) }, { "B", null() }, { "C", integer(3) })), "{A: 1 C: 3}");
    assert_string_equal(spelled(m, LIST(m, null(), integer(1), null())), "[1]");
    assert_string_equal(spelled(m, MAP(m, { "A", LIST(m, null()) }, { "B", MAP(m, { "C", null() }) })), "{A: [] B: {}}");
}

static void references(void **state)
{
    struct maker *m = *state;
    struct resource *db = resource(m, "Db", "AWS::RDS::DBInstance", null());
    struct parameter *stage = parameter(m, "Stage", "String");
    assert_string_equal(spelled(m, reference(db)), "{!Ref: 'Db'}");
    assert_string_equal(spelled(m, parameter_value(stage)), "{!Ref: 'Stage'}");
    assert_string_equal(spelled(m, pseudo(m, "AWS::Region")), "{!Ref: 'AWS::Region'}");
    assert_string_equal(spelled(m, attribute(m, db, "Endpoint.Address")), "{!Fn::GetAtt: ['Db' 'Endpoint.Address']}");
    assert_string_equal(spelled(m, intrinsic(m, "Fn::GetAtt", string("Db.Endpoint.Address"))),
                        "{!Fn::GetAtt: ['Db' 'Endpoint.Address']}");
}

static void a_map_that_looks_like_a_call_is_a_map(void **state)
{
    struct maker *m = *state;
    assert_string_equal(spelled(m, MAP(m, { "Ref", string("x") })), "{Ref: 'x'}");
}

static void gluing(void **state)
{
    struct maker *m = *state;
    struct resource *db = resource(m, "Db", "AWS::RDS::DBInstance", null());
    struct value region = pseudo(m, "AWS::Region");
    assert_string_equal(spelled(m, CONCAT(m, string("a-"), region, string("-b"))), "{!Fn::Sub: 'a-${AWS::Region}-b'}");
    assert_string_equal(spelled(m, CONCAT(m, attribute(m, db, "Endpoint.Address"), string(":"), reference(db))),
                        "{!Fn::Sub: '${Db.Endpoint.Address}:${Db}'}");
    assert_string_equal(spelled(m, CONCAT(m, region)), "{!Ref: 'AWS::Region'}");
    assert_string_equal(spelled(m, CONCAT(m, string("a"), string("b"))), "'ab'");
    assert_string_equal(spelled(m, CONCAT(m, integer(80), string("/"), region)), "{!Fn::Sub: '80/${AWS::Region}'}");
    struct value split = intrinsic(m, "Fn::ImportValue", string("x"));
    assert_string_equal(spelled(m, CONCAT(m, string("a"), split, region)),
                        "{!Fn::Join: ['' ['a' {!Fn::ImportValue: 'x'} {!Ref: 'AWS::Region'}]]}");
}

static void dollar_braces_stay_text(void **state)
{
    struct maker *m = *state;
    struct value region = pseudo(m, "AWS::Region");
    assert_string_equal(spelled(m, CONCAT(m, string("${HOME}/"), region)), "{!Fn::Sub: '${!HOME}/${AWS::Region}'}");
    assert_string_equal(spelled(m, CONCAT(m, string("$HOME $"), region)), "{!Fn::Sub: '$HOME $${AWS::Region}'}");
    assert_string_equal(spelled(m, CONCAT(m, string("${!x}"), region)), "{!Fn::Sub: '${!!x}${AWS::Region}'}");
    assert_string_equal(spelled(m, CONCAT(m, string("$"), string("{A}"), region)), "{!Fn::Sub: '${!A}${AWS::Region}'}");
    /* What the escape does not say for certain is joined. */
    assert_string_equal(spelled(m, CONCAT(m, string("${"), region)), "{!Fn::Join: ['' ['${' {!Ref: 'AWS::Region'}]]}");
    assert_string_equal(spelled(m, CONCAT(m, string("${}"), region)), "{!Fn::Join: ['' ['${}' {!Ref: 'AWS::Region'}]]}");
    assert_string_equal(spelled(m, CONCAT(m, string("${a:-${b}}"), region)),
                        "{!Fn::Join: ['' ['${a:-${b}}' {!Ref: 'AWS::Region'}]]}");
    /* Plain text is no Fn::Sub and needs nothing. */
    assert_string_equal(spelled(m, string("${HOME}")), "'${HOME}'");
}

static void choices(void **state)
{
    struct maker *m = *state;
    struct condition *prod = equals(m, "Prod", parameter_value(parameter(m, "Stage", "String")), string("prod"));
    assert_string_equal(spelled(m, choice(m, prod, integer(30), null())),
                        "{!Fn::If: ['Prod' 30 {!Ref: 'AWS::NoValue'}]}");
    assert_string_equal(spelled(m, condition_value(prod)), "{!Fn::If: ['Prod' true false]}");
    assert_string_equal(spelled(m, intrinsic(m, "Fn::If", LIST(m, string("Prod"), null(), integer(1)))),
                        "{!Fn::If: ['Prod' {!Ref: 'AWS::NoValue'} 1]}");
    assert_string_equal(spelled(m, intrinsic(m, "Fn::If", LIST(m, condition_value(prod), integer(2), integer(1)))),
                        "{!Fn::If: ['Prod' 2 1]}");
}

static void zones(void **state)
{
    struct maker *m = *state;
    struct value_zone first = { intrinsic(m, "Fn::Select", LIST(m, integer(0), intrinsic(m, "Fn::GetAZs", string("")))), 0 };
    struct value_zone named = { string("ap-northeast-1a"), 0 };
    struct value zone = { .kind = VALUE_ZONE, .zone = &first };
    assert_string_equal(spelled(m, zone), "{!Fn::Select: [0 {!Fn::GetAZs: ''}]}");
    assert_string_equal(spelled(m, CONCAT(m, string("in "), zone)),
                        "{!Fn::Join: ['' ['in ' {!Fn::Select: [0 {!Fn::GetAZs: ''}]}]]}");
    zone.zone = &named;
    assert_string_equal(spelled(m, zone), "'ap-northeast-1a'");
    assert_string_equal(spelled(m, CONCAT(m, string("in "), zone)), "'in ap-northeast-1a'");
}

static void conditions_by_name_or_inline(void **state)
{
    struct maker *m = *state;
    struct value stage = parameter_value(parameter(m, "Stage", "String"));
    struct condition *prod = equals(m, "Prod", stage, string("prod"));
    struct condition *inner = condition(m, "", CONDITION_AND);
    operand(m, inner, equals(m, "", stage, truth(true)));
    operand(m, inner, equals(m, "", stage, integer(2)));
    struct condition *both = condition(m, "Both", CONDITION_AND);
    operand(m, both, prod);
    operand(m, both, inner);
    struct condition *neither = condition(m, "Neither", CONDITION_NOT);
    operand(m, neither, both);
    struct condition *verbatim = condition(m, "Either", CONDITION_VERBATIM);
    verbatim->left = intrinsic(m, "Fn::Or", LIST(m, condition_value(prod), condition_value(inner)));
    assert_string_equal(section(m, "Conditions"),
        "{Prod: {!Fn::Equals: [{!Ref: 'Stage'} 'prod']}"
        " Both: {!Fn::And: [{!Condition: 'Prod'} {!Fn::Equals: [{!Ref: 'Stage'} 'true']}"
        " {!Fn::Equals: [{!Ref: 'Stage'} '2']}]}"
        " Neither: {!Fn::Not: [{!Condition: 'Both'}]}"
        " Either: {!Fn::Or: [{!Condition: 'Prod'} {!Fn::And: [{!Fn::Equals: [{!Ref: 'Stage'} 'true']}"
        " {!Fn::Equals: [{!Ref: 'Stage'} '2']}]}]}}");
}

static unsigned most_operands(const struct tree *tree, unsigned *leaves)
{
    const struct tree *list = &tree->fields->value;
    unsigned most = list->count;
    for (uint32_t i = 0; i < list->count; i++) {
        if (!text_equal_c(list->items[i].fields->key, "Fn::Or")) {
            ++*leaves;
            continue;
        }
        unsigned below = most_operands(&list->items[i], leaves);
        most = below > most ? below : most;
    }
    return most;
}

static void more_operands_than_ten_are_grouped(void **state)
{
    struct maker *m = *state;
    struct value stage = parameter_value(parameter(m, "Stage", "String"));
    unsigned counts[] = { 2, 10, 11, 19, 100, 101, 1234 };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        m->stack.conditions.count = 0;
        struct condition *any = condition(m, "Any", CONDITION_OR);
        for (unsigned n = 0; n < counts[i]; n++)
            operand(m, any, equals(m, "", stage, integer(n)));
        struct tree tree = whole_tree(m);
        struct tree conditions = tree.fields[2].value;
        unsigned leaves = 0;
        assert_true(most_operands(&conditions.fields->value, &leaves) <= 10);
        assert_int_equal(leaves, counts[i]);
    }
}

static void rules_refer_to_no_condition(void **state)
{
    struct maker *m = *state;
    struct condition *prod = equals(m, "Prod", parameter_value(parameter(m, "Stage", "String")), string("prod"));
    struct rule rule = { .id = "Sizes", .body = MAP(m, { "RuleCondition", condition_value(prod) }) };
    *VEC_ADD(&m->arena, &m->stack.rules) = &rule;
    assert_string_equal(section(m, "Rules"),
                        "{Sizes: {RuleCondition: {!Fn::Equals: [{!Ref: 'Stage'} 'prod']}}}");
}

static void resources_have_their_attributes_in_order(void **state)
{
    struct maker *m = *state;
    struct resource *vpc = resource(m, "Vpc", "AWS::EC2::VPC", map_of(m, 0, NULL));
    struct resource *db = resource(m, "Db", "AWS::RDS::DBInstance", MAP(m, { "Engine", string("mysql") }, { "X", null() }));
    struct resource *all[] = { vpc, db };
    db->depends = all;
    db->depends_count = 1;
    db->condition = equals(m, "Prod", string("a"), string("b"));
    db->attributes = MAP(m, { "Metadata", MAP(m, { "a", integer(1) }) }, { "UpdateReplacePolicy", string("Snapshot") },
                         { "Other", integer(1) }, { "UpdatePolicy", MAP(m, { "b", integer(2) }) },
                         { "DeletionPolicy", string("Snapshot") });
    struct resource *last = resource(m, "Last", "AWS::SNS::Topic", null());
    last->depends = all;
    last->depends_count = 2;
    assert_string_equal(section(m, "Resources"),
        "{Vpc: {Type: 'AWS::EC2::VPC'}"
        " Db: {Type: 'AWS::RDS::DBInstance' Condition: 'Prod' DependsOn: 'Vpc' UpdatePolicy: {b: 2}"
        " DeletionPolicy: 'Snapshot' UpdateReplacePolicy: 'Snapshot' Metadata: {a: 1} Other: 1"
        " Properties: {Engine: 'mysql'}}"
        " Last: {Type: 'AWS::SNS::Topic' DependsOn: ['Vpc' 'Db']}}");
}

static void parameters_and_their_interface(void **state)
{
    struct maker *m = *state;
    struct text description = TEXT("How many");
    struct parameter *size = parameter(m, "Size", "Number");
    size->description = &description;
    size->standard = integer(2);
    size->allowed = LIST(m, integer(2), integer(4));
    size->min = integer(1);
    size->group = string("Web");
    struct parameter *on = parameter(m, "On", "String");
    on->is_bool = true;
    on->standard = truth(true);
    on->allowed = LIST(m, truth(true), truth(false));
    on->label = string("Switched on");
    struct parameter *zones_given = parameter(m, "Zones", "CommaDelimitedList");
    zones_given->standard = LIST(m, string("a"), string("b"));
    zones_given->group = string("Web");
    struct parameter *word = parameter(m, "Word", "String");
    word->secret = true;
    word->standard = integer(5);
    word->min_length = integer(8);
    m->stack.metadata = MAP(m, { "Owner", string("us") });
    assert_string_equal(section(m, "Parameters"),
        "{Size: {Type: 'Number' Description: 'How many' Default: 2 AllowedValues: [2 4] MinValue: 1}"
        " On: {Type: 'String' Default: 'true' AllowedValues: ['true' 'false']}"
        " Zones: {Type: 'CommaDelimitedList' Default: 'a,b'}"
        " Word: {Type: 'String' Default: '5' MinLength: 8 NoEcho: true}}");
    assert_string_equal(section(m, "Metadata"),
        "{AWS::CloudFormation::Interface: {ParameterGroups: [{Label: {default: 'Web'} Parameters: ['Size' 'Zones']}]"
        " ParameterLabels: {On: {default: 'Switched on'}}} Owner: 'us'}");
    /* What the program wrote of the interface stays. */
    m->stack.metadata = MAP(m, { "AWS::CloudFormation::Interface", MAP(m, { "ParameterGroups", LIST(m, integer(1)) }) });
    assert_string_equal(section(m, "Metadata"),
        "{AWS::CloudFormation::Interface: {ParameterLabels: {On: {default: 'Switched on'}} ParameterGroups: [1]}}");
}

static void sections_without_entries_are_left_out(void **state)
{
    struct maker *m = *state;
    assert_string_equal(shown(m, whole_tree(m)), "{AWSTemplateFormatVersion: '2010-09-09'}");
    m->stack.description = TEXT("The shop");
    m->stack.transform = string("AWS::LanguageExtensions");
    output(m, "Port", integer(80))->export = string("port");
    assert_string_equal(shown(m, whole_tree(m)),
        "{AWSTemplateFormatVersion: '2010-09-09' Description: 'The shop' Transform: 'AWS::LanguageExtensions'"
        " Outputs: {Port: {Value: '80' Export: {Name: 'port'}}}}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_MAKER(known_values),
        WITH_MAKER(null_is_left_out),
        WITH_MAKER(references),
        WITH_MAKER(a_map_that_looks_like_a_call_is_a_map),
        WITH_MAKER(gluing),
        WITH_MAKER(dollar_braces_stay_text),
        WITH_MAKER(choices),
        WITH_MAKER(zones),
        WITH_MAKER(conditions_by_name_or_inline),
        WITH_MAKER(more_operands_than_ten_are_grouped),
        WITH_MAKER(rules_refer_to_no_condition),
        WITH_MAKER(resources_have_their_attributes_in_order),
        WITH_MAKER(parameters_and_their_interface),
        WITH_MAKER(sections_without_entries_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
