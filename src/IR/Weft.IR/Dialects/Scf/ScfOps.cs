using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Ends a region and gives its values to the enclosing operation.</summary>
[Op("scf.yield", Format = "attr-dict ($results^ `:` type($results))?")]
[Traits(Pure, ReturnLike, IsTerminator)]
[HasParent("scf.execute_region", "scf.for", "scf.if", "scf.index_switch", "scf.while")]
public sealed partial class YieldOp : Operation
{
    [Operand<AnyType>(Name = "results")] public partial OperandRange Values { get; }

    public YieldOp() : this([]) { }
}

/// <summary>Runs a region, which may branch, once.</summary>
[Op("scf.execute_region")]
public sealed partial class ExecuteRegionOp : Operation, IRegionBranch, IVerifyRegions
{
    [Result<AnyType>] public partial ResultRange Values { get; }

    [Region(Name = "region")] public partial Region Body { get; }

    public IEnumerable<RegionSuccessor> EntrySuccessors(IReadOnlyList<Attribute?> constants) => [RegionSuccessor.Into(Body)];

    public IEnumerable<RegionSuccessor> ExitSuccessors(Region from) => [RegionSuccessor.Behind(this)];

    public OperandRange EntryOperands(Region? to) => default;

    public static bool Parse(IrParser parser, OperationState state)
    {
        if (parser.Tokens.Accept(TokenKind.Arrow))
        {
            if (parser.Types.ParseFunctionResults() is not { } types) return false;
            state.ResultTypes.AddRange(types);
        }

        return parser.ParseRegion(state.AddRegion(), state.Info) && parser.ParseOptionalAttrDict(state);
    }

    public override void PrintCustom(IrPrinter printer)
    {
        if (Values.Count > 0)
        {
            printer.Text(" -> ");
            printer.ResultTypes([.. Values.Types]);
        }

        printer.Space();
        printer.Region(Body);
        printer.AttrDict(this);
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (Body.IsEmpty) return Error(diagnostics, "region needs to have at least one block");
        return Body.Entry.Arguments.Count == 0 || Error(diagnostics, "region cannot have any arguments");
    }

    public bool VerifyRegions(DiagnosticBag diagnostics)
    {
        foreach (var block in Body.Blocks)
            if (block.Last is YieldOp yield
                && !new RegionEdge(0, RegionEdge.Parent, yield.Values.Types.ToArray(), Values.Types.ToArray()).Verify(this, diagnostics))
                return false;
        return true;
    }
}

/// <summary>Runs the region of the case that equals the argument, else the default one.</summary>
[Op("scf.index_switch")]
[Traits(RecursiveMemoryEffects, SingleBlock)]
[ImplicitTerminator<YieldOp>]
public sealed partial class IndexSwitchOp : Operation, IRegionBranch, IRunsRegionsAtMostOnce
{
    [Attr] public partial Sequence<long> Cases { get; set; }

    [Operand<Index>] public partial Value Arg { get; }

    [Result<AnyType>(Name = "results")] public partial ResultRange Values { get; }

    [Region(Blocks = 1)] public partial Region DefaultRegion { get; }

    [Region(Blocks = 1)] public partial IReadOnlyList<Region> CaseRegions { get; }

    public IEnumerable<RegionSuccessor> EntrySuccessors(IReadOnlyList<Attribute?> constants) =>
        constants[0] is IntegerAttr arg ? [RegionSuccessor.Into(RegionFor(arg.Int64))] : Regions.Select(r => RegionSuccessor.Into(r));

    public IEnumerable<RegionSuccessor> ExitSuccessors(Region from) => [RegionSuccessor.Behind(this)];

    public OperandRange EntryOperands(Region? to) => default;

    /// <summary>The region that runs for an argument.</summary>
    public Region RegionFor(long value) => Cases.ToList().IndexOf(value) is >= 0 and var taken ? CaseRegions[taken] : DefaultRegion;

    public static bool Parse(IrParser parser, OperationState state) => ScfForms.ParseIndexSwitch(parser, state);

    public override void PrintCustom(IrPrinter printer) => ScfForms.Print(printer, this);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (cases, regions) = (Cases, CaseRegions);
        if (cases.Count != regions.Count)
            return Error(diagnostics, $"has {regions.Count} case regions but {cases.Count} case values");
        var seen = new HashSet<long>();
        foreach (var value in cases)
            if (!seen.Add(value)) return Error(diagnostics, $"has duplicate case value: {value}");
        if (!VerifyYield(DefaultRegion, "default region", diagnostics)) return false;
        for (var i = 0; i < regions.Count; i++)
            if (!VerifyYield(regions[i], $"case region #{i}", diagnostics))
                return false;
        return true;
    }

    private bool VerifyYield(Region region, string name, DiagnosticBag diagnostics)
    {
        var last = region.Entry.Last!;
        if (last is not YieldOp yield) return Error(diagnostics, $"expected region to end with scf.yield, but got {last.Name}");
        if (yield.Values.Count != Values.Count)
            return Fail(
                $"expected each region to return {Values.Count} values, but {name} returns {yield.Values.Count}",
                "see yield operation here");
        for (var i = 0; i < Values.Count; i++)
            if (yield.Values[i].Type != Values[i].Type)
                return Fail(
                    $"expected result #{i} of each region to be '{Values[i].Type}'", $"{name} returns '{yield.Values[i].Type}' here");
        return true;

        bool Fail(string message, string note)
        {
            diagnostics.Add(Mistake(diagnostics, $"'{Name}' op {message}").WithNote(yield.Location, note));
            return false;
        }
    }
}
