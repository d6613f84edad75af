/* Every limit of mtc, each with its reason. Passing one is a message of its
   own (code in brackets), never a crash. A hostile test build shrinks them. */
#ifndef MTC_BASE_LIMITS_H
#define MTC_BASE_LIMITS_H

/* Bytes of one source file [MT0003]: spans are 32-bit offsets over all sources
   together; a source is hand-written and a template is at most 1 MB. */
#define LIMIT_FILE_BYTES (1024u * 1024u * 1024u)

/* Bytes of all sources of one compile together [MT0003]: see above. */
#define LIMIT_SOURCE_BYTES (3u * 1024u * 1024u * 1024u)

/* Nesting of brackets and blocks [MT0012]: bison's stack would overflow near
   3,300, and the evaluator recurses as deep as the tree. */
#define LIMIT_NESTING 256

/* Height of an expression's tree, which operators without brackets build as
   well: `not not not a`, `a + b + c` [MT0012]. The evaluator recurses so deep. */
#define LIMIT_EXPRESSION 2000

/* Values that the aliases of a YAML file stand for together [MT0037]: nine lines
   of aliases to aliases stand for a billion. CloudFormation takes templates of
   1 MB, which is about this many values. */
#define LIMIT_ALIASED_VALUES 100000

/* Parts of one string that Fn::Sub or Fn::Join puts together, and the parts of
   these [MT0046]: a variable of Fn::Sub may be another Fn::Sub, which can double
   them at each level. A template of 1 MB has not so many. */
#define LIMIT_PARTS 200000

/* Conditions of a template that need each other in a chain [MT0012]: each is a
   few C stack frames, here and wherever a condition is followed. */
#define LIMIT_CONDITION_CHAIN 1000

/* Mistakes told of one file's text; reading it stops behind them. What is no
   source at all (a picture, a core dump) would give millions. */
#define LIMIT_SYNTAX_MISTAKES 1000

/* Depth of pattern calls and of names that need names [MT1040]: each level is
   a C stack frame of the evaluator; a pattern that calls itself ends here. */
#define LIMIT_CALL_DEPTH 64

/* Nested evaluations, over names and patterns together [MT1040]: each is one or
   two C stack frames of a few hundred bytes; 8 MiB of stack must do. */
#define LIMIT_EVALUATION 6000

/* Elements of one list, and values of all resources together [MT1041]: what a
   program builds by doubling must end somewhere; a template of CloudFormation's
   size has some ten thousand. */
#define LIMIT_VALUES 20000000

/* Rounds of all loops and instances of one compile together [MT1041]: the
   library's hungriest pattern takes some 170, so that 500 resources, which is
   what CloudFormation takes, need 85,000 at most. */
#define LIMIT_LOOP_ROUNDS 500000

/* Resources times scenes that rules across resources look at: beyond it only the
   first scene is tried, that of the parameters' defaults. A template of 500
   resources has some hundred scenes at most. */
#define LIMIT_SCENE_RESOURCES 100000

/* Boxes of packets that one way is followed with: beyond it what its hops let
   pass together is not known. Rules of one group and entries of one ACL, which are
   100 by AWS's own limits, make a box each. */
#define LIMIT_PACKET_BOXES 4096

/* Comparisons in one condition that no `let` names [MT1048]: it stands inline
   wherever it is used, and its name says them all. */
#define LIMIT_CONDITION 100

/* Bytes of one string that a program builds [MT1042]. */
#define LIMIT_STRING_BYTES (16u * 1024u * 1024u)

/* Messages printed for one compile; the rest is counted [MT0090]. */
#define LIMIT_MESSAGES 100

#endif
