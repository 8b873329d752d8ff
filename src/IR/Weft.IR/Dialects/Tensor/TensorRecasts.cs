using System.Linq;

namespace Weft.IR;

/// <summary>What rules do where the types of tensors come to know more, or less.</summary>
internal static class TensorRecasts
{
    extension(Value value)
    {
        /// <summary>What a cast that forgets was made of; null for all other values.</summary>
        public Value? BeforeForgetting => value.Def is TensorCastOp { Forgets: true, Source: var source } ? source : null;
    }

    extension(Builder builder)
    {
        /// <summary>A value under another type: itself where that is its own.</summary>
        public Value Cast(Value value, IrType type) => value.Type == type ? value : builder.Add(new TensorCastOp(value, type));
    }

    extension(Rewriter rewriter)
    {
        /// <summary>Puts an operation in the place of another; results of other types go through casts.</summary>
        public bool ReplaceRecast(Operation op, Operation replacement)
        {
            var builder = rewriter.BuilderBefore(op);
            builder.Insert(replacement);
            return rewriter.Replace(op, [.. op.ResultList.Select((old, i) => builder.Cast(replacement.Results[i], old.Type))]);
        }
    }
}
