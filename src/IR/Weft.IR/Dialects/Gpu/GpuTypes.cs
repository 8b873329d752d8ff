using System.Collections.Generic;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary><c>!gpu.async.token</c>: an operation that may still run; others wait for it.</summary>
public sealed record AsyncTokenType : IrType, IDialectPrinted
{
    private AsyncTokenType() { }

    public static AsyncTokenType Instance { get; } = new();

    public void Print(AttributePrinter printer) => printer.Output.Write("!gpu.async.token");
}

/// <summary><c>!gpu.mma_matrix&lt;16x16xf16, "AOp"&gt;</c>: a matrix held by the threads of a subgroup together.</summary>
/// <param name="Role">Its place in a product: <c>AOp</c>, <c>BOp</c> or <c>COp</c>.</param>
public sealed record MmaMatrixType(Sequence<long> Shape, IrType Element, string Role) : IrType, IDialectPrinted
{
    public void Print(AttributePrinter printer)
    {
        printer.Output.Write("!gpu.mma_matrix<");
        printer.Types.Shape(Shape);
        printer.Types.Print(Element);
        printer.Output.Write(", \"").Escaped(Role).Write("\">");
    }

    public static MmaMatrixType? Parse(IrParser parser)
    {
        var tokens = parser.Tokens;
        var start = tokens.Current.Start - "mma_matrix".Length;
        if (!tokens.Expect(TokenKind.Less, "expected '<'")) return null;
        if (ShapeParser.Parse(tokens, allowDynamic: false) is not { } shape || parser.Types.Parse() is not { } element) return null;
        if (!tokens.Expect(TokenKind.Comma, "expected ','")) return null;
        var role = tokens.Is(TokenKind.String) ? tokens.StringValue(tokens.Current) : "";
        if (!tokens.Expect(TokenKind.String, "expected string") || !tokens.Expect(TokenKind.Greater, "expected '>'")) return null;
        var type = new MmaMatrixType(shape, element, role);
        return type.Mistake is { } mistake ? tokens.FailAt<MmaMatrixType>(start, mistake) : type;
    }

    private string? Mistake =>
        Role is not ("AOp" or "BOp" or "COp") ? "operand expected to be one of AOp, BOp or COp"
        : Shape.Count != 2 ? "MMAMatrixType must have exactly two dimensions"
        : !IsElement(Element) ? "MMAMatrixType elements must be SI8, UI8, I32, F16, or F32"
        : null;

    private static bool IsElement(IrType type) =>
        type is IntegerType { Width: 8, IsSignless: false } or IntegerType { Width: 32, IsSignless: true }
        || ReferenceEquals(type, FloatType.F16) || ReferenceEquals(type, FloatType.F32);
}

/// <summary><c>!gpu.sparse.spmat_handle</c> and its like: an object of a library for sparse algebra.</summary>
public sealed record SparseHandleType : IrType, IDialectPrinted
{
    private static readonly Dictionary<string, SparseHandleType> All = [];

    private SparseHandleType(string mnemonic)
    {
        Mnemonic = mnemonic;
        All.Add(mnemonic, this);
    }

    public static SparseHandleType DenseTensor { get; } = new("sparse.dntensor_handle");

    public static SparseHandleType SparseMatrix { get; } = new("sparse.spmat_handle");

    public static SparseHandleType Product { get; } = new("sparse.spgemmop_handle");

    public string Mnemonic { get; }

    public static SparseHandleType? Find(string mnemonic) => All.TryGetValue(mnemonic, out var type) ? type : null;

    public void Print(AttributePrinter printer) => printer.Output.Write("!gpu.").Write(Mnemonic);
}
