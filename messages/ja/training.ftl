### 研修: what somebody has completed, until when the next one is due, and the doors to all the rest of it.

training-title = 研修
training-word = 研修、けんしゅう、training
training-hub = 修了日、つぎの期限、これからの研修。
