using Weft.IR;

namespace Weft.Passes;

/// <summary>Functions, calls, returns and branches, with the types that theirs become.</summary>
internal static partial class SignatureConversion
{
    /// <summary>Marks those as illegal whose types become others.</summary>
    public static ConversionTarget Signatures(this ConversionTarget target, TypeConverter types) =>
        target.LegalDialect("func").LegalDialect("cf").IllegalIf(op => op is FuncOp or CallOp or ReturnOp or IBranch && !types.IsLegal(op));

    [Rule]
    private static bool Function(FuncOp op, ConversionRewriter rewriter)
    {
        op.Type = (FunctionType)rewriter.Types[op.Type];
        foreach (var block in op.Body.Blocks) rewriter.ConvertArguments(block);
        rewriter.Note(op);
        return true;
    }

    [Rule]
    private static bool Call(CallOp op, ConversionRewriter rewriter) =>
        rewriter.Replace(op, new CallOp(op.Callee, rewriter.Converted(op.Arguments), rewriter.ResultTypes(op)));

    [Rule]
    private static bool Return(ReturnOp op, ConversionRewriter rewriter)
    {
        op.SetOperands(rewriter.Converted(op.Operands));
        rewriter.Note(op);
        return true;
    }

    [Rule]
    private static bool Branch(BranchOp op, ConversionRewriter rewriter) => PassOn(op, op, rewriter);

    [Rule]
    private static bool ConditionalBranch(CondBranchOp op, ConversionRewriter rewriter) => PassOn(op, op, rewriter);

    [Rule]
    private static bool Switch(SwitchOp op, ConversionRewriter rewriter) => PassOn(op, op, rewriter);

    private static bool PassOn(Operation op, IBranch branch, ConversionRewriter rewriter)
    {
        for (var i = 0; i < op.Successors.Count; i++)
            branch.SetSuccessorOperands(i, rewriter.Converted(branch.SuccessorOperands(i)));
        rewriter.Note(op);
        return true;
    }
}
