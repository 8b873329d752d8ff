using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>A function: a name, a type, and (unless it is only declared) a body.</summary>
[Op("func.func", DefaultDialect = "func")]
[Traits(AffineScope, AutomaticAllocationScope, IsolatedFromAbove, Symbol)]
public sealed partial class FuncOp : Operation, IFunction, ICallable
{
    [Attr(Name = "sym_name", Symbol = true)] public partial string SymName { get; set; }

    [Attr(Name = "function_type")] public partial FunctionType Type { get; set; }

    [Attr(Name = "sym_visibility")] public partial string? Visibility { get; set; }

    [Attr(Name = "arg_attrs", Summary = "Array of dictionary attributes", Test = nameof(AttributeRules.IsDictionaryArray))]
    public partial ArrayAttr? ArgumentAttributes { get; set; }

    [Attr(Name = "res_attrs", Summary = "Array of dictionary attributes", Test = nameof(AttributeRules.IsDictionaryArray))]
    public partial ArrayAttr? ResultAttributes { get; set; }

    [Region] public partial Region Body { get; }

    public bool IsDeclaration => Body.IsEmpty;

    public Region? CallableRegion => IsDeclaration ? null : Body;

    /// <summary>Makes a function with an entry block that has its arguments.</summary>
    public static FuncOp WithBody(string name, FunctionType type)
    {
        var function = new FuncOp(name, type);
        function.Body.AddBlock(type.Inputs.Span);
        return function;
    }

    public static bool Parse(IrParser parser, OperationState state) => FunctionForm.Parse(parser, state);

    public override void PrintCustom(IrPrinter printer) => FunctionForm.Print(printer, this);

    private bool Verify(DiagnosticBag diagnostics) => FunctionForm.Verify(this, diagnostics);
}

/// <summary>An operation that is a function: <c>func.func</c>, <c>wf.graph</c>.</summary>
public interface IFunction
{
    string SymName { get; }

    FunctionType Type { get; }

    string? Visibility { get; }

    ArrayAttr? ArgumentAttributes { get; set; }

    ArrayAttr? ResultAttributes { get; set; }

    Region Body { get; }
}

/// <summary>An operation that refers to symbols, checked once the whole module is there.</summary>
public interface IVerifySymbols
{
    bool VerifySymbols(SymbolTables symbols, DiagnosticBag diagnostics);
}
