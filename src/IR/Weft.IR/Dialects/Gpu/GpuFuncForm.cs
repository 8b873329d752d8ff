using System.Collections.Generic;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>The syntax of <c>gpu.func</c>: <c>@name(%a: f32) workgroup(%m : memref&lt;...&gt;) private(...) kernel attributes {...} { ... }
/// </c>.</summary>
internal static class GpuFuncForm
{
    public static bool Parse(IrParser parser, OperationState state)
    {
        var tokens = parser.Tokens;
        if (AttributeForms.SymbolName(parser) is not { } name) return false;
        state.SetAttribute("sym_name", name);
        var signature = tokens.Current.Start;
        if (FunctionForm.ParseSignature(parser, state) is not { } arguments) return false;
        var type = (FunctionType)((TypeAttr)state.Properties[0]!).Value;
        if (arguments.Count < type.Inputs.Count) return parser.ErrorAt(signature, "gpu.func requires named arguments");
        if (!ParseAttributions(parser, state, "workgroup", "workgroup_attrib_attrs", arguments)) return false;
        state.SetAttribute(LaunchOp.WorkgroupAttributionsName, IntegerAttr.I64(arguments.Count - type.Inputs.Count));
        if (!ParseAttributions(parser, state, "private", "private_attrib_attrs", arguments)) return false;
        if (tokens.AcceptWord("kernel")) state.SetAttribute(GpuDialect.Kernel, UnitAttr.Instance);
        return parser.ParseOptionalAttrDictWithKeyword(state) && parser.ParseRegion(state.AddRegion(), state.Info, arguments);
    }

    private static bool ParseAttributions(
        IrParser parser, OperationState state, string keyword, string property, List<RegionArgument> arguments)
    {
        var attributes = new List<DictionaryAttr>();
        if (!AttributionForm.Parse(parser, keyword, arguments, attributes)) return false;
        if (AttributionForm.ToAttribute(attributes) is { } stored) state.SetAttribute(property, stored);
        return true;
    }

    public static void Print(IrPrinter printer, GpuFuncOp function)
    {
        printer.Space();
        printer.SymbolName(function.SymName);
        FunctionForm.PrintSignature(printer, function);
        AttributionForm.Print(printer, "workgroup", function.WorkgroupAttributions, function.WorkgroupAttributes);
        AttributionForm.Print(printer, "private", function.PrivateAttributions, function.PrivateAttributes);
        if (function.IsKernel) printer.Text(" kernel");
        printer.AttrDictWithKeyword(
            function, "sym_name", "function_type", "arg_attrs", "res_attrs", "workgroup_attrib_attrs", "private_attrib_attrs",
            LaunchOp.WorkgroupAttributionsName, GpuDialect.Kernel);
        printer.Space();
        printer.Region(function.Body, entryArguments: false);
    }
}
