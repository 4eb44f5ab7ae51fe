export default {
  public: {
    given: '以本单位名义捐赠',
    creditCode: '统一社会信用代码',
    since: '加入平台',
    tree: '所属与下级单位',
    parent: '上级单位：',
    openWorkspace: '进入工作台',
    projects: '发布的项目（{{count}}）',
    noProjects: '这个单位还没有公开的项目',
    noProjectsAdvice: '它可能以支持单位的身份参与。您可以看看其他项目。',
    otherProjects: '查看其他项目',
  },
};
