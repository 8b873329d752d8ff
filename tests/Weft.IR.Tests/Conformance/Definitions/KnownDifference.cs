namespace Weft.IR.Tests.Conformance.Definitions;

/// <summary>Where our declaration and the data may differ, and why.</summary>
/// <param name="Op">An operation, or a dialect for all of its operations.</param>
/// <param name="Subject">As in <see cref="Difference"/>.</param>
internal sealed record KnownDifference(string Op, string Subject, string Reason)
{
    private const string Wrapped = "the data gives the outer definition only, which hides that it may be left out";
    private const string Partial = "MLIR runs it early though it has no result for some operands, which may stop a program";
    private const string Widths = "AreCastCompatible says as much, and is checked before";
    private const string Looped = "the form repeats what its format language calls by custom directives";
    private const string Listed = "the types of a list follow from the result's, which our format language cannot say";
    private const string Payload = "the body is made from the payload; the verifier asks for its end";

    public static readonly KnownDifference[] All =
    [
        new("memref", "attribute alignment", Wrapped),
        new("gpu", "attribute known_block_size", Wrapped),
        new("gpu", "attribute known_grid_size", Wrapped),
        new("gpu", "attribute pruneFlag", Wrapped),
        new("gpu", "attribute modeA", Wrapped),
        new("gpu", "attribute modeB", Wrapped),
        new("scf.if", "region elseRegion", "SingleBlock says as much, and is checked before"),
        new("scf.forall", "terminator", "what ends the body has a block itself; the verifier asks for it"),
        new("linalg", "terminator", Payload),
        new("func.constant", "trait SymbolUserOpInterface::Trait", "MLIR's verifier looks the function up without it"),
        new("arith.floordivsi", "trait AlwaysSpeculatable", Partial),
        new("arith.remsi", "trait AlwaysSpeculatable", Partial),
        new("arith.remui", "trait AlwaysSpeculatable", Partial),
        new("math.ipowi", "trait AlwaysSpeculatable", Partial),
        new("arith.extf", "verifier", Widths),
        new("arith.extsi", "verifier", Widths),
        new("arith.extui", "verifier", Widths),
        new("arith.truncf", "verifier", Widths),
        new("arith.trunci", "verifier", Widths),
        new("math.cbrt", "folder", "the family's, which leaves the constant alone"),
        new("math.rsqrt", "folder", "the family's, which leaves the constant alone"),
        new("vector.contract", "rules", "it begins at the arith.addf of the result"),
        new("tensor.from_elements", "rules", "it begins at the tensor.extract of an element"),
        new("gpu.alloc", "rules", "it begins at the memref.dim of the memory"),
        new("func.call", "format", "CallForm is that of kernels, too"),
        new("func.call_indirect", "format", "the callee's type gives those of a list and of the results"),
        new("cf.switch", "format", Looped),
        new("scf.index_switch", "format", Looped),
        new("scf.reduce", "format", Looped),
        new("vector.print", "format", "clauses in any order are a directive of the class"),
        new("vector.from_elements", "format", Listed),
        new("tensor.from_elements", "format", Listed),
    ];

    public bool Covers(OpDefinition op, Difference difference) => (Op == op.Name || Op == op.Dialect) && Subject == difference.Subject;
}
