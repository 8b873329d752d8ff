using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>The syntax of the structured operations.</summary>
internal static class ScfForms
{
    // %i = %a to %b step %c iter_args(%x = %y) -> (f32) : i32 { ... }
    public static bool ParseFor(IrParser parser, OperationState state)
    {
        var tokens = parser.Tokens;
        if (parser.Operands.Parse() is not { } variable || !tokens.Expect(TokenKind.Equal, "expected '='")) return false;
        if (parser.Operands.Parse() is not { } lower || !parser.ExpectWord("to") || parser.Operands.Parse() is not { } upper
            || !parser.ExpectWord("step") || parser.Operands.Parse() is not { } step) return false;
        var names = new List<UnresolvedOperand>();
        var inits = new List<UnresolvedOperand>();
        if (tokens.AcceptWord("iter_args"))
        {
            if (!ParseAssignments(parser, names, inits) || !tokens.Expect(TokenKind.Arrow, "expected '->'")) return false;
            if (parser.Types.ParseFunctionResults() is not { } types) return false;
            state.ResultTypes.AddRange(types);
        }

        if (names.Count != state.ResultTypes.Count)
            return parser.ErrorAtName(state, "mismatch in number of loop-carried values and defined values");
        IrType type = IndexType.Instance;
        if (tokens.Accept(TokenKind.Colon))
        {
            if (parser.Types.Parse() is not { } written) return false;
            type = written;
        }

        var arguments = new List<RegionArgument> { Argument(parser, variable, type) };
        for (var i = 0; i < names.Count; i++) arguments.Add(Argument(parser, names[i], state.ResultTypes[i]));
        return parser.Operands.Resolve([lower, upper, step], type, state.Operands)
            && parser.Operands.Resolve(inits, state.ResultTypes, state.Operands)
            && parser.ParseRegion(state.AddRegion(), state.Info, arguments) && parser.ParseOptionalAttrDict(state);
    }

    public static void Print(IrPrinter printer, ForOp op)
    {
        printer.Space();
        printer.Value(op.InductionVariable);
        printer.Text(" = ");
        printer.Value(op.LowerBound);
        printer.Text(" to ");
        printer.Value(op.UpperBound);
        printer.Text(" step ");
        printer.Value(op.Step);
        if (op.InitArgs.Count > 0)
        {
            printer.Text(" iter_args(");
            PrintAssignments(printer, op.IterArgs, op.InitArgs);
            printer.Text(") -> (");
            printer.Types(op.InitArgs.Types);
            printer.Text(")");
        }

        printer.Space();
        if (op.LowerBound.Type is not IndexType)
        {
            printer.Text(" : ");
            printer.Type(op.LowerBound.Type);
            printer.Space();
        }

        printer.Region(op.Body, entryArguments: false, terminators: op.InitArgs.Count > 0);
        printer.AttrDict(op);
    }

    // %c -> (f32) { ... } else { ... }
    public static bool ParseIf(IrParser parser, OperationState state)
    {
        var (then, otherwise) = (state.AddRegion(), state.AddRegion());
        if (parser.Operands.Parse() is not { } condition || !parser.Operands.Resolve(condition, IntegerType.I1, state.Operands))
            return false;
        if (!ParseResultTypes(parser, state) || !parser.ParseRegion(then, state.Info)) return false;
        if (parser.Tokens.AcceptWord("else") && !parser.ParseRegion(otherwise, state.Info)) return false;
        return parser.ParseOptionalAttrDict(state);
    }

    public static void Print(IrPrinter printer, IfOp op)
    {
        printer.Space();
        printer.Value(op.Condition);
        PrintResultTypes(printer, op);
        printer.Space();
        printer.Region(op.ThenRegion, entryArguments: false, terminators: op.Values.Count > 0);
        if (op.HasElse)
        {
            printer.Text(" else ");
            printer.Region(op.ElseRegion, entryArguments: false, terminators: op.Values.Count > 0);
        }

        printer.AttrDict(op);
    }

    // (%x = %y) : (i32) -> i32 { ... } do { ... }
    public static bool ParseWhile(IrParser parser, OperationState state)
    {
        var names = new List<UnresolvedOperand>();
        var inits = new List<UnresolvedOperand>();
        var tokens = parser.Tokens;
        if (tokens.Is(TokenKind.LeftParen) && !ParseAssignments(parser, names, inits)) return false;
        var colon = tokens.Current.Start;
        if (!tokens.Expect(TokenKind.Colon, "expected ':'") || parser.ParseType<FunctionType>() is not { } type) return false;
        state.ResultTypes.AddRange(type.Results);
        if (names.Count != type.Inputs.Count)
            return parser.ErrorAt(colon, $"expected as many input types as operands (expected {names.Count} got {type.Inputs.Count})");
        if (!parser.Operands.Resolve(inits, type.Inputs, state.Operands)) return false;
        var arguments = names.Select((name, i) => Argument(parser, name, type.Inputs[i])).ToList();
        return parser.ParseRegion(state.AddRegion(), state.Info, arguments) && parser.ExpectWord("do")
            && parser.ParseRegion(state.AddRegion(), state.Info)
            && parser.ParseOptionalAttrDictWithKeyword(state);
    }

    public static void Print(IrPrinter printer, WhileOp op)
    {
        if (op.Inits.Count > 0)
        {
            printer.Text(" (");
            PrintAssignments(printer, op.Before.Entry.Arguments, op.Inits);
            printer.Text(")");
        }

        printer.Text(" : ");
        printer.FunctionalType(op.Inits.Types, op.Values.Types.ToArray());
        printer.Space();
        printer.Region(op.Before, entryArguments: false);
        printer.Text(" do ");
        printer.Region(op.After);
        printer.AttrDictWithKeyword(op);
    }

    // %i -> i32 case 2 { ... } default { ... }
    public static bool ParseIndexSwitch(IrParser parser, OperationState state)
    {
        var tokens = parser.Tokens;
        var defaults = state.AddRegion();
        var cases = new List<long>();
        if (parser.Operands.Parse() is not { } argument || !parser.Operands.Resolve(argument, IndexType.Instance, state.Operands))
            return false;
        if (!parser.ParseOptionalAttrDict(state)) return false;
        if (tokens.Accept(TokenKind.Arrow))
        {
            if (parser.Types.ParseList() is not { } types) return false;
            state.ResultTypes.AddRange(types);
        }

        while (tokens.AcceptWord("case"))
        {
            if (parser.Attributes.Parse(IntegerType.I64) is not IntegerAttr value) return false;
            cases.Add(value.Int64);
            if (!parser.ParseRegion(state.AddRegion(), state.Info)) return false;
        }

        state.SetAttribute("cases", new DenseArrayAttr(IntegerType.I64, cases.ToSequence()));
        return parser.ExpectWord("default") && parser.ParseRegion(defaults, state.Info);
    }

    public static void Print(IrPrinter printer, IndexSwitchOp op)
    {
        printer.Space();
        printer.Value(op.Arg);
        printer.AttrDict(op, "cases");
        if (op.Values.Count > 0)
        {
            printer.Text(" -> ");
            printer.Types(op.Values.Types);
        }

        // mlir-opt leaves a space at the end of the line.
        printer.Space();
        var (cases, regions) = (op.Cases, op.CaseRegions);
        for (var i = 0; i < cases.Count; i++)
        {
            printer.NewLine();
            printer.Text("case ");
            printer.Output.Write(cases[i]);
            printer.Space();
            printer.Region(regions[i], entryArguments: false);
        }

        printer.NewLine();
        printer.Text("default ");
        printer.Region(op.DefaultRegion, entryArguments: false, terminators: op.Values.Count > 0);
    }

    public static void PrintResultTypes(IrPrinter printer, Operation op)
    {
        if (op.Results.Length == 0) return;
        printer.Text(" -> (");
        printer.Types(op.ResultList.Select(r => r.Type));
        printer.Text(")");
    }

    public static RegionArgument Argument(IrParser parser, UnresolvedOperand name, IrType type) =>
        new(name.Name, type, parser.Tokens.LocationAt(name.Position), name.Position);

    /// <summary><c>(%i, %j)</c>: names of block arguments whose types follow.</summary>
    public static bool ParseArguments(IrParser parser, List<UnresolvedOperand> names)
    {
        var tokens = parser.Tokens;
        if (!tokens.Expect(TokenKind.LeftParen, "expected '(' in argument list")) return false;
        if (tokens.Accept(TokenKind.RightParen)) return true;
        do
        {
            if (parser.Operands.Parse(allowNumber: false) is not { } name) return false;
            names.Add(name);
        }
        while (tokens.Accept(TokenKind.Comma));
        return tokens.Expect(TokenKind.RightParen, "expected ')' in argument list");
    }

    public static bool ParseResultTypes(IrParser parser, OperationState state)
    {
        if (!parser.Tokens.Accept(TokenKind.Arrow)) return true;
        if (parser.Types.ParseFunctionResults() is not { } types) return false;
        state.ResultTypes.AddRange(types);
        return true;
    }

    public static bool ParseAssignments(IrParser parser, List<UnresolvedOperand> names, List<UnresolvedOperand> values)
    {
        var tokens = parser.Tokens;
        if (!tokens.Accept(TokenKind.LeftParen)) return parser.Error("expected '('");
        if (tokens.Accept(TokenKind.RightParen)) return true;
        do
        {
            if (parser.Operands.Parse(allowNumber: false) is not { } name) return false;
            names.Add(name);
            if (!tokens.Expect(TokenKind.Equal, "expected '='") || !parser.Operands.Parse(values)) return false;
        }
        while (tokens.Accept(TokenKind.Comma));
        return tokens.Expect(TokenKind.RightParen, "expected ',' or ')'");
    }

    public static void PrintAssignments(IrPrinter printer, IEnumerable<Value> names, IReadOnlyList<Value> values)
    {
        var next = 0;
        foreach (var name in names)
        {
            if (next > 0) printer.Text(", ");
            printer.Value(name);
            printer.Text(" = ");
            printer.Value(values[next++]);
        }
    }

    /// <summary>What ends a region, where it is of the class; null after recording an error.</summary>
    public static T? VerifyTerminator<T>(Operation op, Region region, string message, DiagnosticBag diagnostics) where T : Operation
    {
        if (region.Entry.Last is T found) return found;
        var error = op.Mistake(diagnostics, $"'{op.Name}' op {message}");
        diagnostics.Add(region.Entry.Last is { } last ? error.WithNote(last.Location, "terminator here") : error);
        return null;
    }
}
